import type { Probe } from "./probe.ts";

/** The processes themselves report the configuration that they reported before; what the API holds proves nothing. */
export const effectiveConfig: Probe = {
  name: "effective-config",
  summary: "every process reports the configuration that it read before the release",
  judge({ processes, unreadable }, { golden }) {
    if (processes === undefined || golden.processes === undefined)
      return { value: "unknown", detail: unreadable.join("; ") };
    if (processes.length === 0) return { value: "bad", detail: "no process answers" };
    const before = new Set(golden.processes.map(({ hash }) => hash));
    const other = processes.filter(({ hash }) => !before.has(hash));
    if (other.length === 0) return { value: "ok", detail: "" };
    return { value: "bad", detail: `${other.length} of ${processes.length} read another configuration` };
  },
};
