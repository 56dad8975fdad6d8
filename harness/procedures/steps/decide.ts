import { z } from "zod";
import { writeTimeout } from "./inputs.ts";
import { ok, type FleetAction } from "./step-action.ts";

const input = z
  .string()
  .min(1)
  .meta({ description: "rollback, refuse-rollback, … as the scenario's expect.decision names it" });

export const decide: FleetAction<string> = {
  scope: "fleet",
  summary: "declares the decision that the procedure takes",
  input,
  clock: "virtual",
  needs: () => [],
  title: (decision) => `decide ${decision}`,
  timeout: () => writeTimeout,
  run(decision, context) {
    context.decide(decision);
    return Promise.resolve(ok(decision));
  },
};
