import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { RealClock } from "../../../base/real-clock.ts";
import { until } from "../../../base/until.ts";
import type { World } from "../../driver.ts";
import type { KubernetesClient, KubernetesObject } from "../../kubernetes.ts";
import { demoSpec } from "../../testing/demo-spec.ts";
import type { WorldSpec } from "../../world.ts";
import { ChaosMesh, defineNetworkChaos } from "../testing/chaos-mesh.ts";
import { startTeam, type Team } from "../testing/team.ts";
import { existingDriver } from "../driver.ts";
import { writeKubeconfig } from "../../kubeconfig.ts";
import { createProcedureAccount } from "../procedure-account.ts";
import { Connection } from "../../remote/connection.ts";
import { TeamKubeconfig } from "../team-kubeconfig.ts";
import { networkChaos } from "./network-chaos.ts";

const clock = new RealClock();
const { signal } = new AbortController();
const namespace = "drill-contract";
const faulty: WorldSpec = { ...demoSpec(), faultyLinks: [{ between: ["eu", "us"] as const, hasBandwidth: false }] };
const spec = () => team.driver.shape!(faulty);

let team: Team;
let eu: KubernetesClient;
let us: KubernetesClient;
/** Path of his kubeconfig. */
let stranger: string;
beforeAll(async () => {
  team = await startTeam();
  eu = team.world.clusters.get("eu")!.observer;
  us = team.world.clusters.get("us")!.observer;
  await makeStranger();
});
afterAll(() => team[Symbol.asyncDispose]());

/** Somebody who may do nothing outside one namespace of us; in eu he is the team's own user. */
async function makeStranger(): Promise<void> {
  const contexts = new TeamKubeconfig([team.kubeconfig]);
  const entry = contexts.find("us")!;
  using connection = new Connection({ kubeconfig: entry, context: "us", userAgent: "team", deadline: 10_000 });
  const token = await createProcedureAccount(us, connection, "default");
  stranger = writeKubeconfig(join(team.folder, "stranger"), [
    { ...entry, user: { token } },
    contexts.find("prod-eu-1")!,
  ]);
}

const chaosTouches = async (world = faulty) =>
  (await team.driver.survey!(world)).touches.filter(({ resource }) => resource === networkChaos);

describe("a look at clusters before a drill with a fault on a link between regions", () => {
  test("says that only users are reached while Chaos Mesh is not everywhere on the link, and who lacks it", async () => {
    await defineNetworkChaos(eu);
    const { problems, remarks } = await team.driver.survey!(faulty);
    expect(problems).toEqual([]);
    expect(remarks.at(-1)).toBe(
      "Faults on the link eu–us reach only users whom the other region serves, not what pods send each other: us does " +
        "not serve networkchaos.chaos-mesh.org/v1alpha1.",
    );
    expect(await chaosTouches()).toEqual([]);
  });

  test("lists the objects that it would make where both have Chaos Mesh, and none without such a fault", async () => {
    await defineNetworkChaos(us);
    const verbs = "create, list, delete";
    expect(await chaosTouches()).toEqual([
      {
        context: "prod-eu-1",
        verbs,
        resource: networkChaos,
        namespace,
        name: undefined,
        why: "for each pod, what it sends to us",
      },
      {
        context: "us",
        verbs,
        resource: networkChaos,
        namespace,
        name: undefined,
        why: "for each pod, what it sends to eu",
      },
    ]);
    expect(await chaosTouches(demoSpec())).toEqual([]);
  });
});

test("a user who may neither make such objects nor list nodes is told so, by context", async () => {
  await defineNetworkChaos(us);
  const { problems } = await existingDriver({}, { kubeconfig: stranger, allow: ["prod-eu-1", "us"] }).survey!(faulty);
  const at = "cluster us (context us): this user may not";
  expect(problems.filter((problem) => /networkchaos|nodes/.test(problem))).toEqual([
    `${at} create networkchaos.chaos-mesh.org in namespace drill-contract`,
    `${at} list networkchaos.chaos-mesh.org in namespace drill-contract`,
    `${at} delete networkchaos.chaos-mesh.org in namespace drill-contract`,
    `${at} list nodes`,
  ]);
});

describe("a link between regions whose clusters have Chaos Mesh", () => {
  const install = async (world: World) => {
    for (const { name, observer } of world.clusters.values())
      for (const object of spec().application.manifests[name]!)
        await observer.create(resourceOf(object), namespace, object);
    for (const { processes } of world.clusters.values())
      expect(
        await until(async () => ((await processes()).length === 2 ? true : undefined), {
          clock,
          every: 100,
          deadline: clock.now() + 30_000,
          signal,
        }),
      ).toBe(true);
  };
  const objectsIn = (client: KubernetesClient) => client.list(networkChaos, namespace);

  test("is slowed and cut at both ends, for users and pods, and nothing of it is left", async () => {
    await using _chaosInEu = new ChaosMesh(eu);
    await using _chaosInUs = new ChaosMesh(us);
    const lines: object[] = [];
    const ledger = { record: (_kind: string, detail: object) => (lines.push(detail), { strike: () => undefined }) };
    {
      await using world = await team.driver.start(spec(), { clock, folder: team.folder, ledger, signal });
      expect(lines).toEqual([expect.objectContaining({ chaos: 1 }), expect.objectContaining({ chaos: 1 })]);
      const own = await us.get("namespaces", undefined, namespace);
      expect(own?.metadata.annotations).toEqual({ "chaos-mesh.org/inject": "enabled" });
      await install(world);
      const { links } = world;
      const usual = links.get("eu", "us");
      await links.set("eu", "us", { ...usual, latency: 150 });
      expect((await links.probe("eu", "us")).roundTrip).toBeGreaterThanOrEqual(300);
      const [one, other, ...more] = await objectsIn(eu);
      expect(more).toEqual([]);
      expect(one!["spec"].externalTargets).toEqual(["172.18.1.3"]);
      expect([one, other].map((object) => object!["spec"].delay.latency)).toEqual(["150ms", "150ms"]);
      const targets = ["172.18.0.3", "172.18.0.4"];
      expect((await objectsIn(us)).map((object) => object["spec"].externalTargets)).toEqual([targets, targets]);
      await links.set("us", "eu", { ...usual, cut: true });
      expect((await links.probe("eu", "us")).reached).toBe(false);
      expect((await objectsIn(eu)).map((object) => object["spec"].action)).toEqual(["partition", "partition"]);
      await links.set("eu", "us", usual);
      expect(await links.probe("eu", "us")).toMatchObject({ reached: true, roundTrip: 0 });
      expect([...(await objectsIn(eu)), ...(await objectsIn(us))]).toEqual([]);
      // The world ends while the link is cut.
      await links.set("eu", "us", { ...usual, cut: true });
    }
    expect(await us.get("namespaces", undefined, namespace)).toBeUndefined();
  });
});

function resourceOf({ kind }: KubernetesObject): string {
  return { ConfigMap: "configmaps", Deployment: "deployments.apps" }[kind] ?? "services";
}
