import type { KubernetesObject } from "../../kubernetes.ts";
import type { LabelSelector } from "./labels.ts";
import type { PodTemplate } from "./pod.ts";

/** As stored: the API server has filled in the defaults. */
export interface StatefulSet extends KubernetesObject {
  readonly spec: StatefulSetSpec;
  readonly status: StatefulSetStatus;
}

export interface StatefulSetSpec {
  readonly replicas: number;
  readonly serviceName?: string;
  readonly selector: LabelSelector;
  readonly template: PodTemplate;
  readonly podManagementPolicy: "OrderedReady" | "Parallel";
  readonly updateStrategy: {
    readonly type: "RollingUpdate" | "OnDelete";
    readonly rollingUpdate?: { readonly partition?: number };
  };
  readonly minReadySeconds?: number;
  readonly revisionHistoryLimit: number;
  readonly ordinals?: { readonly start?: number };
  readonly volumeClaimTemplates?: readonly KubernetesObject[];
  readonly persistentVolumeClaimRetentionPolicy?: ClaimRetention;
}

export interface ClaimRetention {
  readonly whenDeleted: "Retain" | "Delete";
  readonly whenScaled: "Retain" | "Delete";
}

/** Counts that are 0 are left out on the wire, all but `replicas` and `availableReplicas`. */
export interface StatefulSetStatus {
  readonly observedGeneration?: number;
  readonly replicas: number;
  readonly readyReplicas?: number;
  readonly currentReplicas?: number;
  readonly updatedReplicas?: number;
  readonly availableReplicas: number;
  readonly currentRevision?: string;
  readonly updateRevision?: string;
  readonly collisionCount?: number;
}
