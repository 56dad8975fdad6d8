import type { Probe } from "./probe.ts";
import type { ProcessConfig } from "./state.ts";

/** Whether nothing can be said of what these processes read. */
export function isSilent(processes: readonly ProcessConfig[]): boolean {
  return processes.some(({ reportsConfig }) => reportsConfig === false);
}

/** The processes themselves report the configuration that they reported before; what the API holds proves nothing. */
export const effectiveConfig: Probe = {
  name: "effective-config",
  summary: "every process reports the configuration that it read before the release",
  judge({ processes, unreadable }, { golden }) {
    if (processes === undefined || golden.processes === undefined)
      return { value: "unknown", detail: unreadable.join("; ") };
    if (isSilent(golden.processes)) return { value: "notObserved", detail: "processes do not say what they read" };
    if (processes.length === 0) return { value: "bad", detail: "no process answers" };
    const before = new Set(golden.processes.map(({ hash }) => hash));
    const other = processes.filter(({ hash, reportsConfig }) => reportsConfig === false || !before.has(hash));
    if (other.length === 0) return { value: "ok", detail: "" };
    return { value: "bad", detail: `${other.length} of ${processes.length} read another configuration` };
  },
};
