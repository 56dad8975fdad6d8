import type { Driver, FleetOptions } from "../driver.ts";
import { usualAbilities } from "./abilities.ts";
import { deedsOn, touchesOf } from "./deeds.ts";
import { Fleet } from "./fleet.ts";
import { shapeWorld } from "./shape.ts";

/**
 * Clusters that a team owns: contexts of its kubeconfig, each allowed by name. A drill has a namespace of its own there and
 * touches nothing else.
 * @param environment where `KUBECONFIG` may name the kubeconfig.
 */
export function existingDriver(
  environment: Readonly<Record<string, string | undefined>>,
  options: FleetOptions = { allow: [] },
): Driver {
  const fleet = new Fleet(options, environment["KUBECONFIG"]);
  return {
    name: "existing",
    abilities: usualAbilities,
    sampleInterval: 1_000,
    onFleet: (given) => existingDriver(environment, given),
    shape: shapeWorld,
    async survey(spec) {
      const { members, problems } = fleet.enlist(spec.clusters);
      const shaped = shapeWorld(spec);
      if (problems.length > 0) {
        const touches = members.flatMap((member) => touchesOf(deedsOn(member.spec.name, shaped), member));
        return { abilities: usualAbilities, problems, touches, remarks: [] };
      }
      // Loaded when needed: most drills go to nobody else's clusters.
      return (await (await import("./survey.ts")).survey(shaped, members)).survey;
    },
    async start(spec, host) {
      const { enterWorld } = await import("./world.ts");
      return enterWorld(shapeWorld(spec), host, fleet);
    },
  };
}
