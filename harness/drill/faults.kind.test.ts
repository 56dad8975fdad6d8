import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Random } from "../base/random.ts";
import { RealClock } from "../base/real-clock.ts";
import { until } from "../base/until.ts";
import { asset } from "../base/assets.ts";
import { schemaParts } from "../catalogues.ts";
import type { Cluster, World } from "../clusters/driver.ts";
import { kindDriver } from "../clusters/kind/driver.ts";
import { docker } from "../clusters/kind/docker/docker.ts";
import { missingForKind } from "../clusters/kind/docker/missing.ts";
import { pointRegistry } from "../clusters/kind/registry/node-registry.ts";
import type { WorldSpec } from "../clusters/world.ts";
import { faultCatalogue } from "../faults/catalogue.ts";
import type { Fault, FaultObservation } from "../faults/fault.ts";
import { forgetfulLedger } from "../clusters/forgetful-ledger.ts";
import { readScenario } from "../scenario/load.ts";
import { resolveWorld } from "../world-spec.ts";
import { installBaseline } from "./baseline.ts";
import type { LiveContext } from "./context.ts";
import { declared } from "./fault-schedule.ts";
import { release } from "./rollout.ts";

const text = `
name: stage
summary: faults of every kind
clusters: { eu: { nodes: 2 } }
application:
  manifests: ${asset("fixtures/app")}
  versions: { good: v1, bad: v2, next: v3, missing: v4, crashing: v5, unready: v6 }
faults:
  - { name: outage, kind: registry-outage }
  - { name: evicted, kind: image-evicted, image: next }
  - { name: moved, kind: tag-moved, image: next, to: good }
  - { name: gone, kind: tag-moved, image: next }
  - { name: slow, kind: link-latency, latency: 200ms }
  - { name: cut, kind: link-cut }
  - { name: config, kind: config-drift, resource: configmap/web-config, patch: { data: { GREETING: moin } } }
  - { name: scaled, kind: config-drift, resource: deployment/web, patch: { spec: { replicas: 4 } } }
  - { name: errors, kind: bad-image, mode: serves-errors }
  - { name: missing, kind: bad-image, image: missing, mode: missing-tag }
  - { name: crashing, kind: bad-image, image: crashing, mode: crash-loop }
  - { name: unready, kind: bad-image, image: unready, mode: never-ready }
procedure: { steps: [] }`;

const clusters = ["eu"];
const { signal } = new AbortController();

describe.skipIf((await missingForKind()) !== undefined)("faults on real clusters", () => {
  const clock = new RealClock();
  const { scenario } = readScenario("stage.yaml", text, { parts: schemaParts });
  const folder = mkdtempSync(join(tmpdir(), "drill-faults-"));
  let world: World;
  let spec: WorldSpec;
  let context: LiveContext;
  let eu: Cluster;

  beforeAll(async () => {
    const plain = await resolveWorld({ scenario, file: "stage.yaml", runId: randomUUID().slice(0, 8), seed: 1 });
    spec = scenario.faults.reduce(
      (shaped, fault) => faultCatalogue[fault.kind]!.shapeWorld?.(declared(fault, clusters), shaped) ?? shaped,
      plain,
    );
    world = await kindDriver(process.env).start(spec, { clock, folder, ledger: forgetfulLedger, signal });
    eu = world.clusters.get("eu")!;
    context = { spec, world, clusters: [eu], clock, signal } as unknown as LiveContext;
    expect(await installBaseline(context)).toBeUndefined();
  });
  afterAll(async () => {
    await world?.[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true, force: true });
  });

  const fault = (name: string): Fault => {
    const declaration = scenario.faults.find((one) => one.name === name)!;
    const target = { world, spec, clock, random: new Random(1) };
    return faultCatalogue[declaration.kind]!.prepare(declared(declaration, clusters), target);
  };
  const seen = async (one: Fault, state: FaultObservation["state"]) => {
    let last: FaultObservation | undefined;
    await until(
      async () => {
        last = await one.observe();
        return last.state === state ? true : undefined;
      },
      { clock, every: 500, deadline: clock.now() + 120_000, signal },
    );
    return last!;
  };

  test.each(["outage", "moved", "gone", "slow", "cut", "config", "scaled"])(
    "%s is not seen before, is seen after it strikes, and is gone when healed",
    async (name) => {
      const one = fault(name);
      expect(await one.observe()).toMatchObject({ state: "absent" });
      await one.inject();
      expect(await seen(one, "active")).toMatchObject({ state: "active" });
      await one.heal!();
      expect(await seen(one, "absent")).toMatchObject({ state: "absent" });
      await one.heal!();
    },
  );

  test("an image that is evicted and comes back is not taken for evicted", async () => {
    const { reference } = spec.images["next"]!;
    const evicted = fault("evicted");
    for (const node of eu.nodes) await eu.images!.load(node, reference);
    expect(await evicted.observe()).toMatchObject({ state: "absent" });
    await evicted.inject();
    expect(await evicted.observe()).toMatchObject({ state: "active" });
    await eu.images!.load(eu.nodes[1]!, reference);
    expect(await evicted.observe()).toEqual({
      state: "absent",
      detail: `${reference} is still on ${eu.nodes[1]}`,
    });
  });

  test("an outage that a node's containerd goes around is not taken for one, though the canary is cached everywhere", async () => {
    const { host } = spec.registry;
    const [first = "", second = ""] = eu.nodes;
    const kept = await docker(["exec", second, "cat", `/etc/containerd/certs.d/${host}/hosts.toml`]);
    const outage = fault("outage");
    await outage.inject();
    expect(await outage.observe()).toEqual({ state: "active", detail: "pull from eu: connection refused" });
    await pointRegistry(second, host, "drill-registry:5000");
    const bypassed = await outage.observe();
    expect(bypassed.state).toBe("unknown");
    expect(bypassed.detail).toContain(`${first}: connection refused, ${second}: pulled ${host}/`);
    await pointRegistry(first, host, "drill-registry:5000");
    expect(await outage.observe()).toMatchObject({ state: "absent" });
    for (const node of eu.nodes)
      await docker(["exec", "--interactive", node, "cp", "/dev/stdin", `/etc/containerd/certs.d/${host}/hosts.toml`], {
        input: kept,
      });
    expect(await outage.observe()).toMatchObject({ state: "active" });
    await outage.heal!();
    expect(await outage.observe()).toMatchObject({ state: "absent" });
  });

  test.each([
    ["errors", "bad", /^eu: \d+ of 100 requests got a 5xx, \d+ were answered by v2$/],
    ["missing", "missing", /^eu: .* (ErrImagePull|ImagePullBackOff)$/],
    ["crashing", "crashing", /^eu: web-/],
    ["unready", "unready", /^eu: .* running$/],
  ])("a bad image (%s) is seen once it is rolled out, and not before", async (name, version, detail) => {
    const one = fault(name);
    expect(await one.observe()).toMatchObject({ state: "absent" });
    await release(context, eu, version);
    expect(await seen(one, "active")).toEqual({ state: "active", detail: expect.stringMatching(detail) });
  });
});
