import { tell } from "../../harness/judging/story.ts";
import type { Phase, TimelineEvent } from "../../harness/timeline/events.ts";

/** What a drill looks like from outside while it runs. */
export interface ProgressState {
  /** Drill time, ms. */
  readonly at: number;
  readonly phase: Phase | undefined;
  readonly clusters: ReadonlyMap<string, ClusterProgress>;
  /** Names of the faults that were seen to be active and not to be gone. */
  readonly faults: readonly string[];
  /** The last thing that was worth telling. */
  readonly last: string;
}

export interface ClusterProgress {
  /** Share of bad requests of the last seconds that were reported, 0 to 1; undefined before the first. */
  readonly badShare: number | undefined;
  /** Versions that answered, most first. */
  readonly versions: readonly string[];
  /** What each probe that is not ok says. */
  readonly complaints: ReadonlyMap<string, string>;
}

export const nothingYet: ProgressState = { at: 0, phase: undefined, clusters: new Map(), faults: [], last: "" };

const unseen: ClusterProgress = { badShare: undefined, versions: [], complaints: new Map() };

/** The state after an event. */
export function advance(state: ProgressState, event: TimelineEvent): ProgressState {
  const next = { ...state, at: Math.max(state.at, event.at), last: headline(event) ?? state.last };
  switch (event.type) {
    case "runStarted":
      return { ...next, clusters: new Map(event.clusters.map((cluster) => [cluster, unseen])) };
    case "phaseStarted":
      return { ...next, phase: event.phase };
    case "faultActive":
      return { ...next, faults: [...state.faults.filter((fault) => fault !== event.fault), event.fault] };
    case "faultHealed":
      return { ...next, faults: state.faults.filter((fault) => fault !== event.fault) };
    case "traffic": {
      const offered = event.sent + event.unsent;
      const versions = Object.entries(event.byVersion).sort(([, a], [, b]) => b - a);
      return update(next, event.cluster, (cluster) => ({
        ...cluster,
        badShare: offered === 0 ? cluster.badShare : (offered - event.good) / offered,
        versions: versions.map(([version]) => version),
      }));
    }
    case "probe":
      return update(next, event.cluster, (cluster) => {
        const complaints = new Map(cluster.complaints);
        if (event.value === "ok" || event.value === "notObserved") complaints.delete(event.probe);
        else complaints.set(event.probe, event.detail);
        return { ...cluster, complaints };
      });
    default:
      return next;
  }
}

/** What is told while a drill runs: its story, and where it is. */
export function headline(event: TimelineEvent): string | undefined {
  switch (event.type) {
    case "phaseStarted":
      return `phase: ${event.phase}`;
    case "procedureStepStarted":
      return `step ${event.step}: ${event.title}${event.cluster === undefined ? "" : ` (${event.cluster})`}`;
    default:
      return tell(event);
  }
}

function update(
  state: ProgressState,
  name: string,
  change: (cluster: ClusterProgress) => ClusterProgress,
): ProgressState {
  const clusters = new Map(state.clusters);
  clusters.set(name, change(clusters.get(name) ?? unseen));
  return { ...state, clusters };
}
