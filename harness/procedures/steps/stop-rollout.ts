import { z } from "zod";
import { writeTimeout } from "./inputs.ts";
import { ok, type FleetAction } from "./step-action.ts";

export const stopRollout: FleetAction<unknown> = {
  scope: "fleet",
  summary: "stops the delivery of further waves of the bad release",
  input: z.strictObject({}),
  clock: "virtual",
  needs: () => [],
  title: () => "stop the rollout",
  timeout: () => writeTimeout,
  async run(_input, { control }) {
    await control.stopRollout();
    return ok("no further wave will start");
  },
};
