import type { PodLife } from "../clusters/pod-life.ts";
import { median, percentile } from "../judging/statistics/median.ts";
import type { TimelineEvent } from "../timeline/events.ts";

/**
 * How long stages of pods took, ms each:
 * - `start`: from its node until its containers were seen to run, of pods whose image was there;
 * - `pull`: what the kubelet says of images that were not there, the first pull of each node left out, which is the only one to fetch the base layers;
 * - `ready`: from then until it was seen to be ready;
 * - `stop`: from its deletion until no container was seen to run;
 * - `removal`: from then until its object was gone.
 */
export const stageNames = ["start", "pull", "ready", "stop", "removal"] as const;
export type StageName = (typeof stageNames)[number];
export type Stages = Readonly<Record<StageName, readonly number[]>>;

/** Of all pods that a timeline tells of. */
export function stagesOf(events: readonly TimelineEvent[]): Stages {
  const lives = events.filter((event) => event.type === "podLived");
  const whole = lives.filter(({ restarts }) => restarts === 0);
  const between = (from: keyof PodLife, to: keyof PodLife, among = whole) =>
    among.flatMap((life) => {
      const [begin, end] = [life[from], life[to]];
      return typeof begin === "number" && typeof end === "number" ? [end - begin] : [];
    });
  const had = whole.filter(({ pulls }) => pulls.length === 0);
  const byNode = Map.groupBy(lives, ({ cluster, node }) => `${cluster}/${node}`);
  return {
    start: between("scheduled", "started", had),
    pull: [...byNode.values()].flatMap((those) => those.flatMap(({ pulls }) => pulls).slice(1)),
    ready: between("started", "ready"),
    stop: between("deleted", "stopped"),
    removal: between("stopped", "gone"),
  };
}

/** The stages of several timelines together. */
export function joinStages(all: readonly Stages[]): Stages {
  const join = (name: StageName) => all.flatMap((stages) => stages[name]);
  return {
    start: join("start"),
    pull: join("pull"),
    ready: join("ready"),
    stop: join("stop"),
    removal: join("removal"),
  };
}

/** Median, 10th and 90th percentile, ms, and of how many. */
export interface Spread {
  readonly count: number;
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/** Undefined for no values. */
export function spreadOf(values: readonly number[]): Spread | undefined {
  if (values.length === 0) return undefined;
  return {
    count: values.length,
    median: median(values)!,
    low: percentile(values, 0.1)!,
    high: percentile(values, 0.9)!,
  };
}
