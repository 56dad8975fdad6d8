import type { Probe } from "./probe.ts";

/** As many pods are ready as are wanted, and as were before. */
export const capacity: Probe = {
  name: "capacity",
  summary: "ready replicas = desired replicas, and not fewer than before",
  judge({ capacity: now, unreadable }, { golden }) {
    const before = golden.capacity;
    if (now === undefined || before === undefined) return { value: "unknown", detail: unreadable.join("; ") };
    if (now.desired < before.desired)
      return { value: "bad", detail: `${now.desired} wanted, ${before.desired} before` };
    if (now.ready < now.desired) return { value: "bad", detail: `${now.ready} of ${now.desired} ready` };
    return { value: "ok", detail: "" };
  },
};
