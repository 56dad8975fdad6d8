import { isReady, type KubernetesObject } from "./kubernetes.ts";

/**
 * The life of one pod as a watch of the API showed it: the moments, in drill ms, at which each of its stages was first seen.
 * A stage that was not seen to begin, as when the watch had lost its connection, is missing.
 */
export interface PodLife {
  readonly pod: string;
  readonly node?: string;
  readonly created?: number;
  readonly scheduled?: number;
  /** All of its containers run. */
  readonly started?: number;
  readonly ready?: number;
  /** Its deletion has been asked for. */
  readonly deleted?: number;
  /** None of its containers runs any more. */
  readonly stopped?: number;
  /** Its object is gone. */
  readonly gone?: number;
  /** How often its containers were restarted. */
  readonly restarts: number;
  /** ms that each image which its node did not have took to pull, as the kubelet says. */
  readonly pulls: readonly number[];
}

type Stage = "created" | "scheduled" | "started" | "ready" | "deleted" | "stopped" | "gone";
const lastStages = ["deleted", "stopped", "gone"] as const;

type Seen = { -readonly [Key in keyof PodLife]: PodLife[Key] };

interface Status {
  readonly containerStatuses?: readonly {
    readonly restartCount: number;
    readonly state: { readonly running?: object };
  }[];
}

/** Keeps the lives of all pods that it is shown. */
export class PodLives {
  readonly #lives = new Map<string, Seen>();
  /** Stages that a pod has entered, whether or not that was seen as it happened. */
  readonly #entered = new Map<string, Set<Stage>>();

  /** @param at drill ms; undefined for what had happened already when one began to look */
  see(pod: KubernetesObject, at: number | undefined): void {
    const life = this.#lifeOf(pod);
    const { nodeName } = pod["spec"] as { nodeName?: string };
    const { containerStatuses = [] } = (pod["status"] ?? {}) as Status;
    if (nodeName !== undefined) life.node = nodeName;
    life.restarts = Math.max(0, ...containerStatuses.map(({ restartCount }) => restartCount));
    const runs = ({ state }: (typeof containerStatuses)[number]) => state.running !== undefined;
    this.#enter(pod, "created", at);
    if (nodeName !== undefined) this.#enter(pod, "scheduled", at);
    if (containerStatuses.length > 0 && containerStatuses.every(runs)) this.#enter(pod, "started", at);
    if (isReady(pod)) this.#enter(pod, "ready", at);
    if (pod.metadata.deletionTimestamp === undefined) return;
    this.#enter(pod, "deleted", at);
    if (!containerStatuses.some(runs)) this.#enter(pod, "stopped", at);
  }

  /** Its object is gone. */
  gone(pod: KubernetesObject, at: number): void {
    this.see(pod, at);
    this.#enter(pod, "gone", at);
  }

  /** Of those that are not among these, nobody saw when they went. */
  remain(pods: readonly KubernetesObject[]): void {
    const uids = new Set(pods.map(({ metadata }) => metadata.uid));
    for (const [uid, entered] of this.#entered) if (!uids.has(uid)) for (const stage of lastStages) entered.add(stage);
  }

  /** A Kubernetes event; those that tell of a pull are kept. */
  hear(event: KubernetesObject): void {
    const { reason, message, involvedObject } = event as KubernetesObject & {
      readonly reason?: string;
      readonly message?: string;
      readonly involvedObject?: { readonly uid?: string };
    };
    const life = this.#lives.get(involvedObject?.uid ?? "");
    const took = reason === "Pulled" ? pullTime(message ?? "") : undefined;
    if (life !== undefined && took !== undefined) life.pulls = [...life.pulls, took];
  }

  /** In the order in which they were created or first seen. */
  all(): readonly PodLife[] {
    return [...this.#lives.values()];
  }

  #lifeOf({ metadata: { name, uid } }: KubernetesObject): Seen {
    const known = this.#lives.get(uid!);
    if (known !== undefined) return known;
    const life: Seen = { pod: name, restarts: 0, pulls: [] };
    this.#lives.set(uid!, life);
    this.#entered.set(uid!, new Set());
    return life;
  }

  #enter({ metadata: { uid } }: KubernetesObject, stage: Stage, at: number | undefined): void {
    const entered = this.#entered.get(uid!)!;
    if (entered.has(stage)) return;
    entered.add(stage);
    if (at !== undefined) this.#lives.get(uid!)![stage] = at;
  }
}

/** ms out of `Successfully pulled image "x" in 1.234s (1.3s including waiting). …`, the waiting for other pulls apart. */
function pullTime(message: string): number | undefined {
  const [, text] = /^Successfully pulled image .* in ([0-9a-z.µ]+) \(/.exec(message) ?? [];
  if (text === undefined) return undefined;
  const units: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1_000, ms: 1, µs: 0.001 };
  const parts = [...text.matchAll(/([0-9.]+)(h|ms|µs|m|s)/g)];
  return Math.round(parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * units[unit!]!, 0));
}
