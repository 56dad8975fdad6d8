import type { Json, ResourceName } from "../clusters/kubernetes.ts";

/** One object without what changes by itself: status, uid, resourceVersion, managedFields, generated names. */
export interface NormalisedObject {
  readonly resource: ResourceName;
  readonly namespace: string | undefined;
  readonly name: string;
  readonly content: Json;
}

export interface RunningContainer {
  readonly pod: string;
  readonly node: string;
  readonly container: string;
  /** As the spec names it. */
  readonly image: string;
  /** `sha256:…` of what runs; undefined when nothing does. */
  readonly digest: string | undefined;
  readonly ready: boolean;
  readonly restarts: number;
}

export interface Capacity {
  readonly desired: number;
  readonly ready: number;
  readonly updated: number;
  readonly available: number;
  /** Pods of the workload, of every revision. */
  readonly total: number;
  /** Whether the controller has seen the latest generation. */
  readonly observed: boolean;
}

export interface ProcessConfig {
  readonly pod: string;
  readonly version: string;
  readonly hash: string | undefined;
  /** False: the process does not say what it read. */
  readonly reportsConfig?: false;
}

/** What the probes of a tick look at. Undefined parts could not be read. */
export interface LiveState {
  /** Image that the workload's template names for the application's container. */
  readonly image: string | undefined;
  readonly containers: readonly RunningContainer[] | undefined;
  readonly capacity: Capacity | undefined;
  readonly processes: readonly ProcessConfig[] | undefined;
  /** Why a part is undefined, one line each. */
  readonly unreadable: readonly string[];
}

/**
 * Everything of one cluster that consistency is judged by, read once. Parts that could not be read are undefined and
 * named in `unreadable`, so that nobody takes them for empty.
 */
export interface StateSnapshot extends LiveState {
  readonly objects: readonly NormalisedObject[] | undefined;
  /** Share of global traffic that the router gives the cluster, 0 to 100. */
  readonly weight: number | undefined;
  /** Names of objects that are being deleted but still there. */
  readonly terminating: readonly string[] | undefined;
  /** Whether the workload's rollout is paused, and what else was switched and not switched back. */
  readonly residue: readonly string[] | undefined;
  /** `generation` and uid of the workload, and the uids of its pods: what "untouched" is judged by. */
  readonly identity:
    { readonly generation: number; readonly uid: string; readonly pods: readonly string[] } | undefined;
}
