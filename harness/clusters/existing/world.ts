import { delimiter } from "node:path";
import { UserError } from "../../base/errors.ts";
import { allEnded } from "../../base/in-turns.ts";
import { Random } from "../../base/random.ts";
import type { DriverHost, World } from "../driver.ts";
import { writeKubeconfig } from "../kubeconfig.ts";
import { Router } from "../router.ts";
import type { WorldSpec } from "../world.ts";
import { RegionWays } from "./chaos/region-ways.ts";
import { enterCluster, type EnteredCluster, type MemberWorld } from "./cluster.ts";
import type { Fleet } from "./fleet.ts";
import { Links } from "./links.ts";
import { Registry } from "./registry.ts";
import { survey } from "./survey.ts";
import { Users } from "./users.ts";

/**
 * Enters clusters that somebody else owns. On failure nothing is left behind.
 * @throws UserError when a cluster is not allowed or a drill cannot be run there; nothing was touched then.
 */
export async function enterWorld(spec: WorldSpec, host: DriverHost, fleet: Fleet): Promise<World> {
  const { folder, clock } = host;
  if (folder === undefined)
    throw new UserError("clusters of others need a folder for the procedure's kubeconfig, and this run has none");
  const members = fleet.require(spec.clusters);
  const { survey: seen, ways } = await survey(spec, members);
  const { problems } = seen;
  if (problems.length > 0)
    throw new UserError(`nothing was touched:\n${problems.map((problem) => `  ${problem}`).join("\n")}`);
  const stays = members.map((member) => ({ member, undo: new AsyncDisposableStack() }));
  const leave = () => leaveAll(stays.map(({ undo }) => undo));
  const random = new Random(spec.seed);
  const router = new Router(members.map(({ spec: { name } }) => name));
  const entered = new Map<string, EnteredCluster>();
  const links = new Links({
    clock,
    random: random.derive("links"),
    specs: spec.links,
    ways: new RegionWays(() => [...entered.values()].flatMap((cluster) => cluster.ways)),
    ask: (cluster) => entered.get(cluster)!.operator.get("namespaces", undefined, spec.application.namespace),
    look: (cluster) => entered.get(cluster)!.observer.get("namespaces", undefined, spec.application.namespace),
  });
  const world: MemberWorld = {
    spec,
    host,
    links,
    kubeconfig: fleet.kubeconfig.paths.join(delimiter),
    ways,
    usersOf(region) {
      const visit = (cluster: string) => entered.get(cluster)!.visit();
      const cross: Links["cross"] = (...way) => links.cross(...way);
      const users = new Users({ region, random: random.derive(`users/${region}`), router, visit, cross });
      return (count) => users.send(count);
    },
  };
  const entering = stays.map(async ({ member, undo }) => {
    entered.set(member.spec.name, await enterCluster(member, world, undo));
  });
  try {
    // All have to have ended, one way or the other, before what they made can be undone.
    await allEnded(entering);
  } catch (error) {
    await leave().catch((trouble: Error) => {
      throw new Error(`${(error as Error).message}; then ${trouble.message}`, { cause: error });
    });
    throw error;
  }
  const inOrder = members.map(({ spec: { name } }) => entered.get(name)!);
  return {
    clusters: new Map(inOrder.map((cluster) => [cluster.name, cluster])),
    registry: new Registry(new Map(inOrder.map(({ name, pulls }) => [name, pulls])), spec),
    links,
    router,
    async kubeconfig() {
      return writeKubeconfig(
        folder,
        inOrder.map(({ entry }) => entry),
      );
    },
    registryAddress: async () => spec.registry.host,
    [Symbol.asyncDispose]: leave,
  };
}

/** All at once: a namespace takes its time to go. Rejects with everything that went wrong. */
async function leaveAll(stacks: readonly AsyncDisposableStack[]): Promise<void> {
  const ended = await Promise.allSettled(stacks.map((stack) => stack.disposeAsync()));
  const failed = ended.flatMap((one) => (one.status === "rejected" ? [(one.reason as Error).message] : []));
  if (failed.length > 0) throw new Error(failed.join("; "));
}
