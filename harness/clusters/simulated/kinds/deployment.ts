import type { KubernetesObject } from "../../kubernetes.ts";
import type { Condition } from "./condition.ts";
import type { LabelSelector } from "./labels.ts";
import type { PodTemplate } from "./pod.ts";

/** As stored: the API server has filled in the defaults. */
export interface Deployment extends KubernetesObject {
  readonly spec: DeploymentSpec;
  readonly status: DeploymentStatus;
}

export interface DeploymentSpec {
  readonly replicas: number;
  readonly selector: LabelSelector;
  readonly template: PodTemplate;
  readonly strategy: DeploymentStrategy;
  readonly minReadySeconds?: number;
  readonly revisionHistoryLimit?: number;
  readonly progressDeadlineSeconds?: number;
  readonly paused?: boolean;
}

export interface DeploymentStrategy {
  readonly type?: "RollingUpdate" | "Recreate";
  readonly rollingUpdate?: { readonly maxSurge?: IntOrPercent; readonly maxUnavailable?: IntOrPercent };
}

/** A count, or a share of the replicas such as `25%`. */
export type IntOrPercent = number | string;

/** Counts that are 0 are left out on the wire. */
export interface DeploymentStatus {
  readonly observedGeneration?: number;
  readonly replicas?: number;
  readonly updatedReplicas?: number;
  readonly readyReplicas?: number;
  readonly availableReplicas?: number;
  readonly unavailableReplicas?: number;
  readonly conditions?: readonly Condition[];
  readonly collisionCount?: number;
}
