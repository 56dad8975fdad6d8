/**
 * What the link between the operator and this cluster does to the bytes sent over it now. The delay is drawn anew for
 * every message, so that it may hold jitter and bandwidth.
 */
export type LinkCondition =
  | { readonly kind: "open"; /** One way, drill ms, for this many bytes. */ delay(bytes: number): number }
  /** New connections are reset, existing ones break. */
  | { readonly kind: "refused" }
  /** Nothing arrives any more; what was sent arrives once the link opens again. */
  | { readonly kind: "silent" };

/** How link faults reach a cluster's HTTP clients. */
export interface LinkGate {
  condition(): LinkCondition;
  /** Calls back after each change of the condition. */
  onChange(listener: () => void): { stop(): void };
}
