import type { Probe } from "./probe.ts";

/** The workload asks for the target version, and its rollout is complete: no pod of another revision is left. */
export const workloadTarget: Probe = {
  name: "workload-target",
  summary: "the workload names the target's image and its rollout is complete",
  judge({ image, capacity, unreadable }, { references, version }) {
    if (image === undefined || capacity === undefined) return { value: "unknown", detail: unreadable.join("; ") };
    if (!references.includes(image)) return { value: "bad", detail: `asks for ${image}, which is not ${version}` };
    const { desired, updated, total, observed } = capacity;
    if (!observed) return { value: "bad", detail: "the controller has not seen the latest change" };
    if (updated < desired) return { value: "bad", detail: `${updated} of ${desired} updated` };
    if (total > updated) return { value: "bad", detail: `${total - updated} pods of another revision left` };
    return { value: "ok", detail: "" };
  },
};
