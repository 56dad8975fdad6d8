import { formatDuration } from "../../base/duration.ts";
import { duration } from "../../scenario/schema/text.ts";
import { ok, type FleetAction } from "./step-action.ts";

export const pause: FleetAction<number> = {
  scope: "fleet",
  summary: "waits for a while",
  input: duration,
  clock: "virtual",
  needs: () => [],
  title: (length) => `wait ${formatDuration(length)}`,
  timeout: (length) => length + 1_000,
  async run(length, { clock, signal }) {
    await clock.sleep(length, signal);
    return ok(`waited ${formatDuration(length)}`);
  },
};
