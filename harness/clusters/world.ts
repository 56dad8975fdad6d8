import type { KubernetesObject } from "./kubernetes.ts";

/** What a driver is asked to bring up: everything resolved, no defaults left open. Durations are in ms. */
export interface WorldSpec {
  /** Unique per run; every container, cluster and folder that a driver makes carries it. */
  readonly runId: string;
  readonly seed: number;
  readonly clusters: readonly ClusterSpec[];
  readonly links: readonly LinkSpec[];
  /** Links between clusters that faults will change; of use where shaping one takes preparation. */
  readonly faultyLinks?: readonly FaultyLink[] | undefined;
  readonly registry: RegistrySpec;
  /** Every version of the application, by the name that the scenario gives it (`good`, `bad`, `next`, …). */
  readonly images: Readonly<Record<string, ImageSpec>>;
  readonly application: ApplicationSpec;
}

export interface ClusterSpec {
  readonly name: string;
  /** Name of its context in the kubeconfig. */
  readonly context: string;
  /** Nodes that run the application. */
  readonly nodes: number;
  /** The control plane has a machine of its own, which no fault stops. Simulated ones always have. */
  readonly controlPlane?: "dedicated" | undefined;
  /** False for a cluster without a metrics server; there is one where nothing is said. */
  readonly hasMetrics?: boolean | undefined;
}

/** A link between two clusters, or between the operator (who runs the procedure) and a cluster. */
export interface LinkSpec {
  /** Cluster names, or `operator`. */
  readonly between: readonly [string, string];
  /** One way, ms. */
  readonly latency: number;
  readonly jitter: number;
  /** Bytes per second; undefined is unlimited. */
  readonly bandwidth?: number | undefined;
}

export interface FaultyLink {
  readonly between: readonly [string, string];
  /** Whether its bandwidth is limited too. */
  readonly hasBandwidth: boolean;
}

export interface RegistrySpec {
  /** Host part of image references, as the manifests write it. */
  readonly host: string;
  /** Host of a second registry that holds the same images and that registry faults do not touch. */
  readonly mirror?: string | undefined;
  /** Whether there are images that `WorldSpec.images` does not name; there are where nothing is said. Simulated clusters only. */
  readonly undeclared?: "exist" | "missing" | undefined;
}

export interface ImageSpec {
  /** As the manifests would write it: `registry.acme.example/shop/api:1.4.2`. */
  readonly reference: string;
  /** What users and logs call this version; reported by the process. */
  readonly version: string;
  /** Bytes, for the time that a pull takes. */
  readonly size: number;
  /** False for an image that was never pushed. */
  readonly pushed: boolean;
  /**
   * The image that the team brings itself; its processes say nothing of themselves. Undefined for a stand-in, and where no
   * real images run the declared behaviour stands in for it.
   */
  readonly own?: OwnImage | undefined;
  /** Objects that this version brings beside its image, applied with it. */
  readonly manifests?: readonly KubernetesObject[];
  readonly behaviour: Behaviour;
}

/** An image of this machine's Docker, or the path of an archive as `docker save` writes it. */
export type OwnImage = { readonly local: string } | { readonly archive: string };

/** How a process of an image behaves. Shares are 0 to 1, durations ms. */
export interface Behaviour {
  /** From container start until it listens. */
  readonly startsAfter: number;
  /** False: the readiness probe never succeeds. */
  readonly ready: boolean;
  /** Share of requests answered with a 5xx. */
  readonly errors: number;
  /** Time to answer a request. */
  readonly latency: number;
  /** Time of one core that a request takes; 10 ms where nothing is said. */
  readonly cpu?: number | undefined;
  /** From container start until the process exits with code 1; undefined is never. */
  readonly crashesAfter?: number | undefined;
  /** Where it listens and what it answers to everything; undefined is the demo application, wherever its container says. */
  readonly serves?: { readonly port: number; readonly body: string } | undefined;
  /** ConfigMaps and Secrets that the process reads when it starts. */
  readonly readsConfig: readonly string[];
  /** What changes when a value that the process read equals the given one. */
  readonly whenConfig: readonly ConfigEffect[];
}

export interface ConfigEffect {
  readonly key: string;
  readonly equals: string;
  readonly errors?: number | undefined;
  readonly latency?: number | undefined;
  readonly ready?: boolean | undefined;
}

export interface ApplicationSpec {
  readonly namespace: string;
  /** The workload whose rollout is rehearsed. */
  readonly workload: { readonly kind: "Deployment"; readonly name: string };
  /** Container whose image the versions name. */
  readonly container: string;
  /** The service that user traffic enters by. */
  readonly service: string;
  /** What users ask for; `/` where nothing is said. */
  readonly path?: string | undefined;
  /** Rendered manifests per cluster, in the order in which they are applied; images are the good version's. */
  readonly manifests: Readonly<Record<string, readonly KubernetesObject[]>>;
}
