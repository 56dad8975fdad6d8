import type { Evidence } from "../evidence.ts";
import { exceeded, measured, unknown } from "../measured.ts";
import type { Recovery } from "../stamps/recovery.ts";
import type { Measured } from "../verdict.ts";

/** ms from `since` to the recovery; `exceeded` when the drill watched to its end and it did not come. */
export function sinceUntil({ watchedToEnd, end }: Evidence, since: number, { at }: Recovery): Measured {
  if (!watchedToEnd) return unknown("the log ends before the drill stopped watching");
  return at === undefined ? exceeded(Math.max(0, end - since)) : measured(Math.max(0, at - since));
}
