import type { Probe } from "./probe.ts";

/** What runs is the target's bits, whatever the tag says. */
export const runningDigest: Probe = {
  name: "running-digest",
  summary: "every running container of the workload has the target's image digest",
  judge({ containers, unreadable }, { digest, version }) {
    if (containers === undefined) return { value: "unknown", detail: unreadable.join("; ") };
    if (digest === undefined) return { value: "unknown", detail: `the digest of ${version} is not known` };
    if (containers.length === 0) return { value: "bad", detail: "nothing runs" };
    const other = containers.filter((container) => container.digest !== digest);
    if (other.length === 0) return { value: "ok", detail: "" };
    const idle = other.filter((container) => container.digest === undefined).length;
    if (idle === other.length) return { value: "bad", detail: `${idle} of ${containers.length} do not run` };
    return { value: "bad", detail: `${other.length - idle} of ${containers.length} run another image` };
  },
};
