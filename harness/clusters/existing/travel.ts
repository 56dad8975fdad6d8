import type { Clock } from "../../base/clock.ts";
import type { Links as Conditions } from "../simulated/network/links.ts";
import type { Visit } from "./visits.ts";

export interface Way {
  readonly from: string;
  readonly to: string;
}

export interface TravelOptions {
  readonly links: Conditions;
  readonly clock: Clock;
  /** ms that the traveller waits for his answer. */
  readonly patience: number;
}

/**
 * Takes a user's request over the link between two regions and its answer back. What the link holds up for longer
 * than he waits has timed out; nobody waits for it here.
 */
export async function travel(
  { from, to }: Way,
  { links, clock, patience }: TravelOptions,
  visit: () => Promise<Visit>,
): Promise<Visit> {
  const isLost = () => links.get(from, to).cut;
  const out = links.delay(from, to);
  if (isLost() || out >= patience) return { kind: "timedOut" };
  await clock.sleep(out);
  if (isLost()) return { kind: "timedOut" };
  const met = await visit();
  if (met.kind !== "answered") return met;
  const { bandwidth } = links.get(from, to);
  const transfer = bandwidth === undefined ? 0 : (Buffer.byteLength(met.answer.text) / bandwidth) * 1_000;
  const back = links.delay(to, from) + transfer;
  const latency = out + met.latency + back;
  if (isLost() || latency > patience) return { kind: "timedOut" };
  await clock.sleep(back);
  return isLost() ? { kind: "timedOut" } : { ...met, latency };
}
