import { asset } from "../base/assets.ts";
import type { Driver } from "../clusters/driver.ts";
import { recordPods } from "../clusters/simulated/record-pods.ts";
import type { Timings } from "../clusters/simulated/timings.ts";
import { SimulatedWorld } from "../clusters/simulated/world.ts";
import { prepareDrill } from "../prepare.ts";
import { performDrill } from "../run.ts";
import { type Stages, stagesOf } from "./stages.ts";

/** A drill with several rollouts in several clusters and nothing in their way. */
const scenario = "scenarios/clean-rollback.yaml";

/** How long the stages of pods take on simulated clusters with these timings. */
export type StageSimulation = (timings: Timings) => Promise<Stages>;

/** Prepares the drill that each call of the simulation runs. */
export async function prepareStages(): Promise<StageSimulation> {
  const prepared = await prepareDrill({ file: asset(scenario) });
  return async (timings) => {
    const { events } = await performDrill({ ...prepared, driver: observed(prepared.driver, timings) });
    return stagesOf(events);
  };
}

function observed(driver: Driver, timings: Timings): Driver {
  return {
    ...driver,
    async start(spec, host) {
      const world = new SimulatedWorld(spec, host, timings);
      for (const cluster of world.clusters.values()) recordPods(cluster, spec.application.namespace, host.clock);
      return world;
    },
  };
}
