/** One entry of a status' condition list. Times are RFC 3339 with whole seconds, as the API writes them. */
export interface Condition {
  readonly type: string;
  readonly status: "True" | "False" | "Unknown";
  readonly reason?: string;
  readonly message?: string;
  readonly lastTransitionTime?: string | null;
  /** Deployments only. */
  readonly lastUpdateTime?: string;
  /** Nodes only. */
  readonly lastHeartbeatTime?: string;
  /** Pods only. */
  readonly lastProbeTime?: string | null;
  /** Pods only, and only where the kubelet writes it. */
  readonly observedGeneration?: number;
}

export function findCondition(conditions: readonly Condition[] | undefined, type: string): Condition | undefined {
  return conditions?.find((condition) => condition.type === type);
}

/** The API's timestamps hold no fractions of a second. */
export function timestamp(instant: Date): string {
  return `${instant.toISOString().slice(0, 19)}Z`;
}
