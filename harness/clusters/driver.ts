import type { Clock } from "../base/clock.ts";
import type { KubernetesClient } from "./kubernetes.ts";
import type { PodLife } from "./pod-life.ts";
import type { WorldSpec } from "./world.ts";

/**
 * Brings worlds up. `abilities` says, without starting anything, what its worlds can do; `drill plan` holds a scenario's
 * needs against it.
 */
export interface Driver {
  readonly name: string;
  readonly abilities: ReadonlySet<Ability>;
  /** File of the timing profile that its clusters follow. */
  readonly timings?: string;
  /** ms between looks at every cluster, where each costs so much that the usual rate would disturb what it looks at. */
  readonly sampleInterval?: number;
  /** The same driver, told which clusters of somebody else it may use; absent where it makes its clusters itself. */
  onFleet?(fleet: FleetOptions): Driver;
  /** The same world as the driver has to lay it out, such as in a namespace of its own; absent where it stays as it is. */
  shape?(spec: WorldSpec): WorldSpec;
  /** Looks at clusters that are there already, without changing anything. */
  survey?(spec: WorldSpec): Promise<Survey>;
  /**
   * Looks whether such a world can be brought up at all, without contacting or starting anything.
   * @throws UserError that says what is missing.
   */
  check?(spec: WorldSpec): void;
  /** The same driver with clusters that are there already. @param folder of the pool */
  withPool?(folder: string): Driver;
  /** Resolves when every cluster answers; on failure nothing is left behind. */
  start(spec: WorldSpec, host: DriverHost): Promise<World>;
}

/** Clusters that somebody else owns, and those among them that a drill may use. */
export interface FleetOptions {
  /** Path of a kubeconfig, or several as `KUBECONFIG` holds them; default is what kubectl would take. */
  readonly kubeconfig?: string | undefined;
  /** `CONTEXT`, or `CLUSTER=CONTEXT` where the scenario calls it otherwise. */
  readonly allow: readonly string[];
}

/** What was found on clusters that are there already. */
export interface Survey {
  /** What the driver can do there. */
  readonly abilities: ReadonlySet<Ability>;
  /** Why a drill cannot be run there, each in a sentence. */
  readonly problems: readonly string[];
  /** All that a drill would do there. */
  readonly touches: readonly Touch[];
  /** What else people should know before a drill, each in a sentence. */
  readonly remarks: readonly string[];
}

/** Something that a drill does on a cluster of somebody else. */
export interface Touch {
  readonly context: string;
  /** Between commas: `create, delete`. */
  readonly verbs: string;
  readonly resource: ResourceNameWithSubresource;
  /** Undefined for what belongs to the whole cluster. */
  readonly namespace: string | undefined;
  /** Undefined for all, or for those that are not known before. */
  readonly name: string | undefined;
  readonly why: string;
}

/** What a driver gets from the harness. */
export interface DriverHost {
  readonly clock: Clock;
  /** Absolute path of the run's folder: kubeconfigs and certificates go below it. Undefined: nothing may be written. */
  readonly folder: string | undefined;
  /** Absolute path of the folder for what explains a failure; undefined where nothing is kept. */
  readonly evidence?: string | undefined;
  /** Writes an undo record to disk before the thing itself is done; resolves to the call that strikes it off again. */
  readonly ledger: Ledger;
  readonly signal: AbortSignal;
  /** Something of the driver's own broke while it went on: the run is not to be trusted any more. */
  onProblem?(error: unknown): void;
  /** Something about the world that people should know of; the run is to be trusted all the same. */
  onNotice?(text: string): void;
}

export interface Ledger {
  /** @param kind names the undoer, @param detail is all that a later process needs to undo the thing. */
  record(kind: string, detail: Readonly<Record<string, string | number>>): LedgerEntry;
}

export interface LedgerEntry {
  /** The thing is undone. */
  strike(): void;
}

/** Names of the optional powers below, as scenarios' needs and drivers' offers are matched by them. */
export type Ability =
  | "virtual-time"
  | "registry-faults"
  | "registry-tags"
  | "mirror"
  | "image-cache"
  | "node-power"
  | "link-shaping"
  | "api-cut"
  | "region-links"
  | "traffic-weights"
  | "audit"
  /** Runs the images that a team brings itself; elsewhere the declared behaviour stands in for them. */
  | "own-images";

/** Clusters, registry and links of one drill. Disposing twice is harmless. */
export interface World extends AsyncDisposable {
  readonly clusters: ReadonlyMap<string, Cluster>;
  readonly registry: Registry;
  readonly links: Links;
  readonly router: Router;
  /**
   * Writes one kubeconfig with a context per cluster, as the operator reaches them, and returns its path. Starts whatever
   * has to listen for it. Rejects under virtual time.
   */
  kubeconfig(): Promise<string>;
  /** `host:port` at which the registry answers the operator over HTTP; starts it when needed. */
  registryAddress(): Promise<string>;
  /** Puts the logs of its parts, without secrets, into the folder for evidence. Absent where there are none. */
  saveEvidence?(): Promise<void>;
}

export interface Cluster {
  readonly name: string;
  readonly context: string;
  /** Names of the nodes that run the application. */
  readonly nodes: readonly string[];
  /** The harness's own view; no link fault touches it. */
  readonly observer: KubernetesClient;
  /** As the operator reaches it: through the link that faults slow and cut. */
  readonly operator: KubernetesClient;
  /**
   * Sends `count` user requests into this region now and reports what became of them. The region's weight in the router
   * decides which cluster serves them.
   */
  offer(count: number): Promise<LoadResult>;
  /** What each running process of the workload says of itself, asked on the users' path and not through the API. */
  processes(): Promise<readonly ProcessReport[]>;
  readonly images?: ImageCache;
  readonly power?: NodePower;
  /** Changes whenever anything that the observer or `processes` shows may have changed; a look may be reused until then. */
  revision?(): string;
  /**
   * Mutating requests that neither controllers nor the harness's observer made, in their order, without the first `skip`:
   * what has been read already.
   */
  writes?(skip: number): readonly ApiWrite[];
  /**
   * Resolves when `writes` holds all that was written before the call, and rejects when that cannot be seen to. Absent
   * where it always does.
   */
  catchUpOnWrites?(): Promise<void>;
  /** When each stage of the application's pods was seen, where clusters take real time for it. */
  podLives?(): Promise<readonly PodLife[]>;
}

/** Counts of requests by outcome; `ok` are 2xx of any speed. */
export interface LoadResult {
  readonly sent: number;
  readonly ok: number;
  /** 5xx answered by the application. */
  readonly errors: number;
  /** Refused, reset, or no endpoint. */
  readonly refused: number;
  /** No answer within the client's deadline. */
  readonly timedOut: number;
  /** Beside `sent`: requests that could not be made, so that nobody knows what would have become of them. */
  readonly unsent?: number;
  /** ms of each answered request, ok or not. */
  readonly latencies: readonly number[];
  /** Answered requests by the version that the answer names. */
  readonly byVersion: Readonly<Record<string, number>>;
}

export interface ProcessReport {
  readonly pod: string;
  readonly node: string;
  readonly version: string;
  /** Hash of the configuration that the process read; undefined when it reads none. */
  readonly configHash: string | undefined;
  /** False: the process does not say what it read, and its version is that of its image. */
  readonly reportsConfig?: false;
}

export interface ImageCache {
  /** Whether the node could start a container of this reference without a pull. */
  has(node: string, reference: string): Promise<boolean>;
  evict(node: string, reference: string): Promise<void>;
  /** Puts the image onto the node from an archive, as `ctr images import` does. */
  load(node: string, reference: string): Promise<void>;
}

export interface NodePower {
  stop(node: string): Promise<void>;
  start(node: string): Promise<void>;
}

export type RegistryFault =
  | { readonly mode: "refused" | "stopped" | "black-hole" }
  | { readonly mode: "5xx" | "429" }
  | { readonly mode: "slow"; /** ms added to every answer */ readonly delay: number };

export interface Registry {
  /** Manifest digest of a reference (`sha256:…`), asked on the harness's own path; undefined when there is none. */
  digest(reference: string): Promise<string | undefined>;
  /** Has a tag mean another manifest of its repository, for everybody; undefined deletes it. */
  retag?(reference: string, digest: string | undefined): Promise<void>;
  /** How the given clusters see the registry from now on; undefined is healthy. */
  setFault(clusters: readonly string[], fault: RegistryFault | undefined): Promise<void>;
  /** What pulls from this cluster would meet right now, one from each node that may meet something else. */
  probe(cluster: string): Promise<readonly PullProbe[]>;
}

export interface PullProbe {
  /** Undefined where all nodes of the cluster meet the same. */
  readonly node?: string;
  readonly ok: boolean;
  readonly detail: string;
  /** ms */
  readonly took: number;
}

export interface LinkState {
  readonly latency: number;
  readonly jitter: number;
  readonly bandwidth?: number | undefined;
  readonly cut: boolean;
}

export interface LinkProbe {
  readonly reached: boolean;
  /** ms until the answer, or until it was given up. */
  readonly roundTrip: number;
}

/** The ends of a link are cluster names or `operator`. */
export interface Links {
  get(from: string, to: string): LinkState;
  set(from: string, to: string, state: LinkState): Promise<void>;
  /** Sends something small over the link and says how long it took, in ms, or that nothing came back. */
  probe(from: string, to: string): Promise<LinkProbe>;
}

/** Global traffic router: each region's users go to the clusters in proportion to these weights. */
export interface Router {
  /** Weight per cluster, 0 to 100. A region whose own cluster has weight 0 is served by the others. */
  weights(): Readonly<Record<string, number>>;
  setWeights(weights: Readonly<Record<string, number>>): Promise<void>;
}

/** One mutating API request, as an audit log would hold it. */
export interface ApiWrite {
  /** Drill time, ms. */
  readonly at: number;
  readonly user: string;
  readonly userAgent: string;
  readonly verb: "create" | "update" | "patch" | "delete" | "deletecollection";
  readonly resource: ResourceNameWithSubresource;
  readonly namespace: string | undefined;
  readonly name: string | undefined;
  readonly code: number;
  /** For deletions: whether the pod was Ready when it was deleted. */
  readonly podWasReady?: boolean;
}

/** `deployments.apps`, or `deployments.apps/scale`. */
export type ResourceNameWithSubresource = string;
