import { z } from "zod";
import { clusterName } from "../../scenario/schema/text.ts";
import { writeTimeout } from "./inputs.ts";
import { ok, type FleetAction } from "./step-action.ts";

const input = z
  .record(clusterName, z.int().min(0).max(100))
  .meta({ description: "weight of a cluster in the global router, 0 to 100; clusters that are not named keep theirs" });

export const route: FleetAction<z.output<typeof input>> = {
  scope: "fleet",
  summary: "sets the clusters' weights in the global router",
  input,
  clock: "virtual",
  needs: () => ["traffic-weights"],
  title: (weights) => `route ${describe(weights)}`,
  timeout: () => writeTimeout,
  async run(weights, { control, world }) {
    await control.setWeights({ ...world.router.weights(), ...weights });
    return ok(`weights are ${describe(world.router.weights())}`);
  },
};

const describe = (weights: Readonly<Record<string, number>>) =>
  Object.entries(weights)
    .map(([cluster, weight]) => `${cluster}=${weight}`)
    .join(" ");
