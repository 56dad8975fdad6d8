import type { Pod } from "../kinds/pod.ts";
import type { ContainerRecord } from "./container-record.ts";
import type { Timings } from "../timings.ts";

interface PreStop {
  readonly sleep?: { readonly seconds?: number };
  readonly exec?: { readonly command?: readonly string[] };
}

/** How a running container ends when it is told to: ms from now, and its exit code. */
export interface ContainerEnd {
  readonly after: number;
  readonly exitCode: number;
}

/** SIGKILL's exit code. */
const killed = 137;

/**
 * A container told to stop runs its preStop hook, then its process handles SIGTERM; what is not over when the grace period
 * ends is killed.
 */
export function containerEnd(pod: Pod, record: ContainerRecord, timings: Timings): ContainerEnd {
  const seconds = pod.metadata.deletionGracePeriodSeconds ?? pod.spec.terminationGracePeriodSeconds ?? 30;
  // The kubelet leaves every container this much, even when none is asked for.
  const grace = Math.max(seconds, 2) * 1000;
  const preStop = (record.spec["lifecycle"] as { readonly preStop?: PreStop } | undefined)?.preStop;
  const after = hookDuration(preStop) + timings.processExit;
  const isDeaf = record.running?.process.command !== undefined;
  return isDeaf || after > grace ? { after: grace, exitCode: killed } : { after, exitCode: 0 };
}

/** Hooks sleep, most of them: a `sleep` of whole seconds in a command is taken at its word, other commands take no time. */
function hookDuration(preStop: PreStop | undefined): number {
  if (preStop?.sleep?.seconds !== undefined) return preStop.sleep.seconds * 1000;
  const command = preStop?.exec?.command?.join(" ") ?? "";
  const slept = /\bsleep (\d+)/.exec(command)?.[1];
  return slept === undefined ? 0 : Number(slept) * 1000;
}
