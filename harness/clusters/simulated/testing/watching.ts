import type { KubeletBench } from "../kubelet/testing.ts";
import type { ContainerState } from "../kinds/pod.ts";

/** Drill times, ms, at which the node of the bench has begun a pull: what it asks within 5 s belongs to one. */
export function watchPulls({ access, clock }: KubeletBench): readonly number[] {
  const begun: number[] = [];
  let last = -Infinity;
  const view = access.view.bind(access);
  access.view = (place, host) => {
    if (clock.now() - last > 5_000) begun.push(clock.now());
    last = clock.now();
    return view(place, host);
  };
  return begun;
}

/** What a pod's first container was said to be, each time that it changed: `waiting: ErrImagePull`, `running`. */
export function watchState({ api }: KubeletBench, name: string): readonly string[] {
  const seen: string[] = [];
  api.watch("pods", {}, ({ object }) => {
    if (object.metadata.name !== name) return;
    const state = object["status"]?.containerStatuses?.[0]?.state as ContainerState | undefined;
    const text = state && stateText(state);
    if (text !== undefined && text !== seen.at(-1)) seen.push(text);
  });
  return seen;
}

/** Drill time, ms in whole seconds, at which a pod's first container began to run; undefined when it does not. */
export function runningSince({ clock, pod }: KubeletBench, name: string): number | undefined {
  const startedAt = pod(name)?.status?.containerStatuses?.[0]?.state?.running?.startedAt;
  return startedAt === undefined ? undefined : Date.parse(startedAt) - (clock.wallTime().getTime() - clock.now());
}

function stateText({ waiting, terminated }: ContainerState): string {
  if (waiting !== undefined) return `waiting: ${waiting.reason}`;
  return terminated === undefined ? "running" : `terminated: ${terminated.reason}`;
}
