import type { LinkState } from "../../driver.ts";
import type { KubernetesObject, ObjectMeta, ResourceName } from "../../kubernetes.ts";
import { runLabel } from "../../run-label.ts";

/** Chaos Mesh's kind for what happens to the traffic of pods. */
export const networkChaos: ResourceName = "networkchaos.chaos-mesh.org";

export const networkChaosVersion = "chaos-mesh.org/v1alpha1";

/** Its value is the cluster at the link's far end. */
export const linkLabel = "rollback-drill.link";

/** What a namespace has to say where Chaos Mesh is set up to leave all others alone. */
export const consent = { "chaos-mesh.org/inject": "enabled" };

/** What happens to what pods send. Durations in ms. */
export type Hindrance =
  { readonly kind: "cut" } | { readonly kind: "delay"; readonly latency: number; readonly jitter: number };

/** What faults add to a link; undefined when it is as it was at first. The distance that is there anyway stays as it is. */
export function hindranceOf(state: LinkState, usual: LinkState): Hindrance | undefined {
  if (state.cut) return { kind: "cut" };
  const latency = Math.max(0, state.latency - usual.latency);
  const jitter = Math.max(0, state.jitter - usual.jitter);
  return latency + jitter > 0 ? { kind: "delay", latency, jitter } : undefined;
}

export interface PodHindrance {
  readonly name: string;
  readonly namespace: string;
  readonly runId: string;
  readonly pod: string;
  /** Cluster at the far end. */
  readonly far: string;
  /** Its addresses and ranges. With none, Chaos Mesh would take all that the pod sends. */
  readonly targets: readonly [string, ...string[]];
  readonly hindrance: Hindrance;
}

/** The object that hinders one pod by its name: Chaos Mesh chooses once, and no pod that comes later. */
export function chaosObject(wanted: PodHindrance): KubernetesObject {
  const { name, namespace, runId, pod, far, targets, hindrance } = wanted;
  return {
    apiVersion: networkChaosVersion,
    kind: "NetworkChaos",
    metadata: { name, namespace, labels: { [runLabel]: runId, [linkLabel]: far } },
    spec: {
      mode: "all",
      selector: { namespaces: [namespace], pods: { [namespace]: [pod] } },
      direction: "to",
      externalTargets: [...targets],
      ...(hindrance.kind === "cut" ? { action: "partition" } : { action: "delay", delay: delayOf(hindrance) }),
    },
  };
}

function delayOf({ latency, jitter }: Extract<Hindrance, { kind: "delay" }>) {
  return { latency: `${Math.round(latency)}ms`, jitter: `${Math.round(jitter)}ms`, correlation: "0" };
}

interface Status {
  readonly conditions?: readonly { readonly type: string; readonly status: string }[];
  readonly experiment?: { readonly containerRecords?: readonly ChaosRecord[] };
}

interface ChaosRecord {
  /** `namespace/pod` */
  readonly id: string;
  readonly phase: string;
  readonly events?: readonly { readonly type: string; readonly message?: string }[];
}

/** Why Chaos Mesh does not say that this pod is hindered; undefined when it does. */
export function whyNotInjected(object: KubernetesObject, pod: string): string | undefined {
  const { conditions = [], experiment } = (object["status"] ?? {}) as Status;
  if (conditions.length === 0) return "nobody has written its status: is Chaos Mesh's controller manager running?";
  const is = (type: string) => conditions.some((one) => one.type === type && one.status === "True");
  // With nothing selected, all of nothing counts as injected.
  const record = (experiment?.containerRecords ?? []).find(({ id }) => id === idOf(object.metadata, pod));
  if (!is("Selected") || record === undefined) return "Chaos Mesh has not selected the pod";
  if (is("Paused")) return "Chaos Mesh has paused it";
  if (is("AllInjected") && record.phase === "Injected") return undefined;
  const failure = record.events?.findLast(({ type }) => type === "Failed")?.message;
  return failure === undefined ? `Chaos Mesh says ${record.phase}` : `Chaos Mesh says ${record.phase}: ${failure}`;
}

function idOf({ namespace }: ObjectMeta, pod: string): string {
  return `${namespace}/${pod}`;
}
