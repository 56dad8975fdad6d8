import { claimSamePort } from "../kinds/host-ports.ts";
import { isPodFinished, type Pod } from "../kinds/pod.ts";
import { timestamp } from "../kinds/condition.ts";
import type { Session } from "./session.ts";

const portsTaken = "node(s) didn't have free ports for the requested pod ports";

/**
 * Turns a pod away that was bound to the node past the scheduler and asks for a port that a pod there has. It fails and is
 * never tried again. @returns whether it did
 */
export function rejects({ api, caller, recorder, lifetime }: Session, pod: Pod, present: Iterable<Pod>): boolean {
  const isTaken = [...present].some((other) => !isPodFinished(other) && claimSamePort(pod, other));
  if (!isTaken) return false;
  const message = `Predicate NodePorts failed: ${portsTaken}`;
  recorder.record(pod, { type: "Warning", reason: "NodePorts", message });
  const { namespace, name } = pod.metadata;
  const status = {
    ...pod.status,
    phase: "Failed",
    reason: "NodePorts",
    message: `Pod was rejected: ${message}`,
    startTime: timestamp(lifetime.wallTime()),
  };
  api.update("pods", namespace, name, { ...pod, status }, { caller, subresource: "status" });
  return true;
}
