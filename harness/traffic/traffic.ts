/**
 * What the timeline keeps of the load: `seconds` slices of one second each, from drill time `from` (ms), that had the same
 * counts. Written when the counts change, at least every 10 s of drill time, and when the load stops. Counts are per slice. A region whose load
 * could not be sent has `unsent` requests, which count as bad.
 */
export interface TrafficEvent {
  readonly type: "traffic";
  readonly cluster: string;
  readonly from: number;
  readonly seconds: number;
  readonly sent: number;
  readonly unsent: number;
  /** 2xx within the SLO's latency. */
  readonly good: number;
  /** 2xx, but later than that. */
  readonly late: number;
  readonly errors: number;
  readonly refused: number;
  readonly timedOut: number;
  /** Answered requests by version. */
  readonly byVersion: Readonly<Record<string, number>>;
  /** ms, over the answered requests of all these slices. */
  readonly p50: number;
  readonly p99: number;
}
