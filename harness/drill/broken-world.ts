import type { WorldSpec } from "../clusters/world.ts";
import { faultCatalogue } from "../faults/catalogue.ts";
import type { Scenario } from "../scenario/schema/scenario.ts";
import { declared } from "./fault-schedule.ts";

/** The world with the faults that are in it from the start, such as a bad image. */
export function brokenWorld({ faults, clusters }: Scenario, spec: WorldSpec): WorldSpec {
  const names = Object.keys(clusters);
  return faults.reduce(
    (shaped, fault) => faultCatalogue[fault.kind]!.shapeWorld?.(declared(fault, names), shaped) ?? shaped,
    spec,
  );
}
