import type { KubernetesObject } from "../../kubernetes.ts";
import type { Condition } from "./condition.ts";
import type { LabelSelector } from "./labels.ts";
import type { PodTemplate } from "./pod.ts";

export interface ReplicaSet extends KubernetesObject {
  readonly spec: ReplicaSetSpec;
  readonly status: ReplicaSetStatus;
}

export interface ReplicaSetSpec {
  readonly replicas: number;
  readonly minReadySeconds?: number;
  readonly selector: LabelSelector;
  readonly template: PodTemplate;
}

/** Counts that are 0 are left out on the wire, all but `replicas`. */
export interface ReplicaSetStatus {
  readonly replicas: number;
  readonly fullyLabeledReplicas?: number;
  readonly readyReplicas?: number;
  readonly availableReplicas?: number;
  readonly observedGeneration?: number;
  readonly conditions?: readonly Condition[];
}
