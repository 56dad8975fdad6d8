import type { KubernetesObject } from "../../kubernetes.ts";
import type { Condition } from "./condition.ts";
import type { LabelSelector } from "./labels.ts";

/** What the autoscaler computes with; the wire may carry more. */
export interface HorizontalPodAutoscaler extends KubernetesObject {
  readonly spec: AutoscalerSpec;
  readonly status?: AutoscalerStatus;
}

export interface AutoscalerSpec {
  readonly scaleTargetRef: { readonly apiVersion?: string; readonly kind: string; readonly name: string };
  readonly minReplicas?: number;
  readonly maxReplicas: number;
  readonly metrics?: readonly MetricSpec[];
  readonly behavior?: { readonly scaleUp?: ScalingRules; readonly scaleDown?: ScalingRules };
}

export interface MetricTarget {
  readonly type: "Utilization" | "Value" | "AverageValue";
  readonly averageUtilization?: number;
  readonly averageValue?: string;
  readonly value?: string;
}

interface NamedMetric {
  readonly name: string;
  readonly selector?: LabelSelector;
}

export type MetricSpec =
  | { readonly type: "Resource"; readonly resource: { readonly name: string; readonly target: MetricTarget } }
  | {
      readonly type: "ContainerResource";
      readonly containerResource: { readonly name: string; readonly container: string; readonly target: MetricTarget };
    }
  | { readonly type: "Pods"; readonly pods: { readonly metric: NamedMetric; readonly target: MetricTarget } }
  | {
      readonly type: "Object";
      readonly object: {
        readonly metric: NamedMetric;
        readonly describedObject: { readonly kind: string; readonly name: string };
        readonly target: MetricTarget;
      };
    }
  | { readonly type: "External"; readonly external: { readonly metric: NamedMetric; readonly target: MetricTarget } };

export interface ScalingRules {
  readonly stabilizationWindowSeconds?: number;
  readonly selectPolicy?: "Max" | "Min" | "Disabled";
  readonly policies?: readonly ScalingPolicy[];
}

export interface ScalingPolicy {
  readonly type: "Pods" | "Percent";
  readonly value: number;
  readonly periodSeconds: number;
}

export interface MetricValue {
  readonly averageUtilization?: number;
  readonly averageValue: string;
}

/** What was measured last; of a metric that could not be had, only that there is one. */
export type MetricStatus =
  | { readonly type: "" }
  | { readonly type: "Resource"; readonly resource: { readonly name: string; readonly current: MetricValue } }
  | {
      readonly type: "ContainerResource";
      readonly containerResource: { readonly name: string; readonly container: string; readonly current: MetricValue };
    };

export interface AutoscalerStatus {
  readonly currentReplicas?: number;
  readonly desiredReplicas: number;
  readonly currentMetrics: readonly MetricStatus[] | null;
  readonly lastScaleTime?: string;
  readonly conditions?: readonly Condition[];
}
