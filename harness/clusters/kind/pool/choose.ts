import { UserError } from "../../../base/errors.ts";
import type { WorldSpec } from "../../world.ts";
import { nodesWanted } from "../nodes/node-roles.ts";
import { assign } from "./assign.ts";
import type { PoolCluster, PoolFiles, PoolState } from "./state.ts";

/**
 * The pool's clusters for those of a scenario; starts nothing and contacts nobody.
 * @param image of nodes
 * @throws UserError when there is no pool, when it is too small, or when its nodes are of another image.
 */
export function choosePooled(
  files: PoolFiles,
  { clusters }: Pick<WorldSpec, "clusters">,
  image: string,
): { readonly state: PoolState; readonly chosen: ReadonlyMap<string, PoolCluster> } {
  const state = files.read();
  if (state === undefined) {
    const nodes = Math.max(...clusters.map(nodesWanted));
    throw new UserError("there is no pool", {
      hint: `Make one with drill pool up --clusters ${clusters.length}${nodes > 1 ? ` --nodes ${nodes}` : ""}.`,
    });
  }
  refuseOtherImage(state, image);
  const whole = state.clusters.filter(({ condition }) => condition.is !== "unfinished");
  // One that is not golden has to be put back or made anew first.
  whole.sort((a, b) => Number(b.condition.is === "golden") - Number(a.condition.is === "golden"));
  return { state, chosen: assign(clusters, whole) };
}

/** @throws UserError when the pool's nodes are of another image than the one that is asked for now. */
export function refuseOtherImage(state: PoolState | undefined, image: string): void {
  if (state === undefined || state.image === image) return;
  throw new UserError(`the pool's nodes are made of ${state.image}, and ${image} is asked for`, {
    hint: "Remove the pool with drill pool down and make it anew, or let DRILL_NODE_IMAGE name the pool's image.",
  });
}
