import type { Findings } from "../findings.ts";
import { measured, unknown } from "../measured.ts";
import type { Measured } from "../verdict.ts";

/** Good / offered requests of a region from the first impact to the end. */
export function regionAvailability({ availability, evidence }: Findings, cluster: string): Measured {
  const found = availability?.get(cluster);
  if (found === undefined) return unknown("the log shows no bad change to count from");
  if (!evidence.watchedToEnd) return unknown("the log ends before the drill stopped watching");
  if (found.missing > 0) return unknown("load was not recorded all the time");
  return found.offered === 0 ? unknown("no requests were recorded") : measured(1 - found.bad / found.offered);
}
