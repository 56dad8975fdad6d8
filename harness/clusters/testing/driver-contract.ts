import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Clock } from "../../base/clock.ts";
import { until } from "../../base/until.ts";
import type { Cluster, Driver, DriverHost, RegistryFault, World } from "../driver.ts";
import { forgetfulLedger } from "../forgetful-ledger.ts";
import { ApiUnreachable, isReady, type KubernetesObject } from "../kubernetes.ts";
import type { WorldSpec } from "../world.ts";
import { demoSpec } from "./demo-spec.ts";

export interface DriverContract {
  readonly driver: Driver;
  newClock(): Clock;
  /** Runs a body under that clock. */
  under<T>(clock: Clock, body: () => Promise<T>): Promise<T>;
  readonly folder?: string;
  /** Why this machine cannot run the driver; the suite is then reported as skipped. */
  readonly missing?: string | undefined;
}

const { signal } = new AbortController();
const deployments = "deployments.apps";

/** What every driver's worlds do alike. Registers one suite; what a driver cannot do by its abilities is not asked of it. */
export function describeDriver(name: string, { driver, newClock, under, folder, missing }: DriverContract): void {
  describe.skipIf(missing !== undefined)(`the driver ${name}`, () => {
    const clock = newClock();
    const spec = driver.shape?.(demoSpec()) ?? demoSpec();
    const { namespace } = spec.application;
    const host: DriverHost = { clock, folder, ledger: forgetfulLedger, signal };
    const can = (ability: Parameters<Driver["abilities"]["has"]>[0]) => driver.abilities.has(ability);
    let world: World;
    const play = (title: string, body: (eu: Cluster, us: Cluster) => Promise<void>) =>
      test(title, () => under(clock, () => body(world.clusters.get("eu")!, world.clusters.get("us")!)));
    const eventually = async (condition: () => Promise<boolean>) =>
      expect(
        await until(async () => ((await condition()) ? true : undefined), {
          clock,
          every: 500,
          deadline: clock.now() + 120_000,
          signal,
        }),
      ).toBe(true);

    const meaning = (reference: string) => world.registry.digest(reference);
    const pulls = async (cluster: string) => {
      const met = await world.registry.probe(cluster);
      return met.every(({ ok }) => ok) ? "all" : met.some(({ ok }) => ok) ? "some" : "none";
    };

    beforeAll(() =>
      under(clock, async () => {
        world = await driver.start(spec, host);
        for (const cluster of world.clusters.values()) await install(cluster, spec);
        for (const cluster of world.clusters.values())
          await eventually(async () => (await cluster.processes()).length === 2);
        await clock.sleep(2_000);
      }),
    );
    afterAll(() => under(clock, async () => world[Symbol.asyncDispose]()));

    play("brings up the clusters and nodes that were asked for", async (eu, us) => {
      expect([...world.clusters.keys()]).toEqual(["eu", "us"]);
      if (can("node-power")) expect([eu.nodes.length, us.nodes.length]).toEqual([2, 1]);
      expect([eu.context, us.context]).toEqual(["prod-eu-1", "us"]);
    });

    play("runs the team's manifests, and its processes say what they are", async (eu) => {
      const reports = await eu.processes();
      expect(reports.map(({ version }) => version)).toEqual(["v1", "v1"]);
      expect(new Set(reports.map(({ configHash }) => configHash)).size).toBe(1);
      // On a machine that stalls, one user or another is too late for an answer.
      await eventually(async () => (await eu.offer(20)).ok === 20);
      const { errors, refused, byVersion, ok } = await eu.offer(20);
      expect({ errors, refused, byVersion }).toEqual({ errors: 0, refused: 0, byVersion: { v1: ok } });
    });

    play("runs what the registry says a reference means", async (eu) => {
      const digest = await world.registry.digest(spec.images["good"]!.reference);
      const [pod] = await eu.observer.list("pods", namespace, { labelSelector: "app=web" });
      expect(digest).toMatch(/^sha256:[0-9a-f]{64}$/);
      expect(pod!["status"].containerStatuses[0].imageID).toContain(digest);
      expect(await world.registry.digest("registry.test/web:never-pushed")).toBeUndefined();
    });

    play("serves what a version does once it is rolled out, in that cluster alone", async (eu, us) => {
      await setImage(us, namespace, spec.images["bad"]!.reference);
      await eventually(async () => (await us.processes()).every(({ version }) => version === "v2"));
      await eventually(async () => (await us.offer(50)).errors === 50);
      expect((await eu.offer(50)).errors).toBe(0);
      await setImage(us, namespace, spec.images["good"]!.reference);
      await eventually(async () => (await us.processes()).every(({ version }) => version === "v1"));
    });

    if (can("registry-faults"))
      play("breaks the registry for the named clusters and for nobody else", async () => {
        await world.registry.setFault(["eu"], { mode: "refused" });
        expect([await pulls("eu"), await pulls("us")]).toEqual(["none", "all"]);
        await world.registry.setFault(["eu"], undefined);
        expect(await pulls("eu")).toBe("all");
      });

    if (can("registry-faults")) {
      const met: readonly (readonly [RegistryFault, boolean, RegExp])[] = [
        [{ mode: "stopped" }, false, /EOF|connection reset by peer/],
        [{ mode: "black-hole" }, false, /no answer/],
        [{ mode: "5xx" }, false, /503 Service Unavailable/],
        [{ mode: "429" }, false, /429 Too Many Requests/],
        [{ mode: "slow", delay: 2_000 }, true, /./],
      ];
      for (const [fault, ok, detail] of met)
        play(`has pulls meet a registry that is ${fault.mode}, until it is healed`, async () => {
          await world.registry.setFault(["us"], fault);
          const [met] = await world.registry.probe("us");
          expect(met).toMatchObject({ ok, detail: expect.stringMatching(detail) });
          if (fault.mode === "slow") expect(met!.took).toBeGreaterThan(0.9 * fault.delay);
          await world.registry.setFault(["us"], undefined);
          expect(await pulls("us")).toBe("all");
        });

      play("keeps pods waiting that want an image, until the registry is healed", async (_eu, us) => {
        await world.registry.setFault(["us"], { mode: "stopped" });
        await setImage(us, namespace, spec.images["next"]!.reference);
        await eventually(async () => (await waitingReasons(us, namespace)).includes("ImagePullBackOff"));
        await world.registry.setFault(["us"], undefined);
        await eventually(async () => (await us.processes()).every(({ version }) => version === "v3"));
        await setImage(us, namespace, spec.images["good"]!.reference);
        await eventually(async () => (await us.processes()).every(({ version }) => version === "v1"));
      });
    }

    if (can("registry-tags"))
      play("has tags mean something else, or nothing, and digests what they meant", async (eu) => {
        const { reference } = spec.images["next"]!;
        const [good, next] = [await meaning(spec.images["good"]!.reference), await meaning(reference)];
        const [node = ""] = eu.nodes;
        await world.registry.retag!(reference, good);
        expect(await meaning(reference)).toBe(good);
        await world.registry.retag!(reference, undefined);
        expect(await meaning(reference)).toBeUndefined();
        await expect(eu.images!.load(node, reference)).rejects.toThrow();
        expect(await meaning(`registry.test/web@${next}`)).toBe(next);
        await world.registry.retag!(reference, next);
        expect(await meaning(reference)).toBe(next);
      });

    if (can("image-cache"))
      play("evicts and loads images node by node", async (eu) => {
        const { reference } = spec.images["next"]!;
        const [node = "", other = ""] = eu.nodes;
        expect(await eu.images!.has(node, reference)).toBe(false);
        await eu.images!.load(node, reference);
        expect([await eu.images!.has(node, reference), await eu.images!.has(other, reference)]).toEqual([true, false]);
        await eu.images!.evict(node, reference);
        expect(await eu.images!.has(node, reference)).toBe(false);
      });

    if (can("api-cut"))
      play("cuts the operator off and nobody else", async (eu) => {
        const link = world.links.get("eu", "operator");
        await world.links.set("eu", "operator", { ...link, cut: true });
        expect((await world.links.probe("eu", "operator")).reached).toBe(false);
        await expect(eu.operator.list("pods", namespace)).rejects.toThrow(ApiUnreachable);
        expect((await eu.observer.list("pods", namespace, { labelSelector: "app=web" })).length).toBe(2);
        await eventually(async () => (await eu.offer(10)).ok === 10);
        await world.links.set("eu", "operator", link);
        expect((await eu.operator.list("pods", namespace, { labelSelector: "app=web" })).length).toBe(2);
      });

    if (can("link-shaping"))
      play("makes a link slow by what was asked", async () => {
        const link = world.links.get("us", "operator");
        await world.links.set("us", "operator", { ...link, latency: 200, jitter: 0 });
        expect((await world.links.probe("us", "operator")).roundTrip).toBeGreaterThanOrEqual(400);
        await world.links.set("us", "operator", link);
      });

    if (can("region-links") && can("traffic-weights"))
      play("slows and cuts the users of one region who are served by another, and nobody else", async (eu, us) => {
        const link = world.links.get("eu", "us");
        await world.router.setWeights({ eu: 0, us: 100 });
        await world.links.set("eu", "us", { ...link, latency: 150, jitter: 0 });
        expect((await world.links.probe("eu", "us")).roundTrip).toBeGreaterThanOrEqual(300);
        const slowed = await eu.offer(5);
        expect([slowed.ok, Math.min(...slowed.latencies) >= 300]).toEqual([5, true]);
        expect(Math.min(...(await us.offer(5)).latencies)).toBeLessThan(300);
        await world.links.set("eu", "us", { ...link, cut: true });
        expect((await world.links.probe("us", "eu")).reached).toBe(false);
        expect([(await eu.offer(5)).ok, (await us.offer(5)).ok]).toEqual([0, 5]);
        await world.links.set("eu", "us", link);
        await world.router.setWeights({ eu: 100, us: 100 });
        expect((await eu.offer(5)).ok).toBe(5);
      });

    if (can("audit"))
      play("keeps what the operator writes, once, and not what the harness does", async (eu) => {
        const before = eu.writes!(0).length;
        await eu.observer.patch("configmaps", namespace, "web-config", "merge", { data: { SEEN: "by nobody" } });
        await eu.operator.patch("configmaps", namespace, "web-config", "merge", { data: { SEEN: "by the audit" } });
        await eu.catchUpOnWrites?.();
        expect(eu.writes!(before)).toMatchObject([
          { verb: "patch", resource: "configmaps", name: "web-config", code: 200 },
        ]);
        expect(eu.writes!(before + 1)).toEqual([]);
      });

    if (can("traffic-weights"))
      play("takes users away from a cluster whose weight is 0", async () => {
        await world.router.setWeights({ eu: 0, us: 100 });
        expect(world.router.weights()).toEqual({ eu: 0, us: 100 });
        await world.router.setWeights({ eu: 100, us: 100 });
      });

    if (can("node-power"))
      play("stops a node, whose pods then answer nobody, and starts it again", async (_eu, us) => {
        const [node = ""] = us.nodes;
        await us.power!.stop(node);
        expect(await us.processes()).toEqual([]);
        expect((await us.offer(10)).ok).toBe(0);
        await eventually(async () => !(await isNodeReady(us, node)));
        await us.power!.start(node);
        await eventually(() => isNodeReady(us, node));
        await eventually(async () => (await us.processes()).length === 2);
      });

    play("is disposed twice without harm", async () => {
      const second = await driver.start({ ...demoSpec(), runId: "second" }, host);
      await second[Symbol.asyncDispose]();
      await second[Symbol.asyncDispose]();
    });
  });
}

async function install(cluster: Cluster, { application }: WorldSpec): Promise<void> {
  const resources: Readonly<Record<string, string>> = {
    ConfigMap: "configmaps",
    Deployment: deployments,
    Service: "services",
  };
  for (const object of application.manifests[cluster.name]!)
    await cluster.observer.create(resources[object.kind]!, application.namespace, object as KubernetesObject);
}

async function isNodeReady({ observer }: Cluster, node: string): Promise<boolean> {
  const object = await observer.get("nodes", undefined, node);
  return object !== undefined && isReady(object);
}

/** Why containers of the application do not start. */
async function waitingReasons({ observer }: Cluster, namespace: string): Promise<readonly string[]> {
  const pods = await observer.list("pods", namespace, { labelSelector: "app=web" });
  return pods.map(({ status }) => status.containerStatuses?.[0]?.state?.waiting?.reason ?? "");
}

async function setImage(cluster: Cluster, namespace: string, image: string): Promise<void> {
  const template = { spec: { containers: [{ name: "web", image }] } };
  await cluster.observer.patch(deployments, namespace, "web", "strategic-merge", { spec: { template } });
}
