import { describe, expect, test } from "vitest";
import { Random } from "../base/random.ts";
import { until } from "../base/until.ts";
import { VirtualClock } from "../base/virtual-clock.ts";
import { asset } from "../base/assets.ts";
import { schemaParts } from "../catalogues.ts";
import type { World } from "../clusters/driver.ts";
import { simulatedDriver } from "../clusters/simulated/driver.ts";
import type { WorldSpec } from "../clusters/world.ts";
import { faultCatalogue } from "../faults/catalogue.ts";
import type { Fault } from "../faults/fault.ts";
import { forgetfulLedger } from "../clusters/forgetful-ledger.ts";
import { readScenario } from "../scenario/load.ts";
import { Recorder } from "../timeline/recorder.ts";
import { resolveWorld } from "../world-spec.ts";
import { Anchors } from "./anchors.ts";
import { installBaseline } from "./baseline.ts";
import type { LiveContext } from "./context.ts";
import { declared } from "./fault-schedule.ts";
import { release } from "./rollout.ts";

interface Stage {
  readonly clock: VirtualClock;
  readonly world: World;
  readonly spec: WorldSpec;
  readonly fault: Fault;
  readonly context: LiveContext;
  seen(state: "active" | "absent"): Promise<boolean>;
}

const { signal } = new AbortController();

/** Two clusters that run the good version, and one fault of the given declaration. */
async function onStage(fault: string, play: (stage: Stage) => Promise<void>): Promise<void> {
  const text = `
name: stage
summary: one fault
clusters: { eu: { nodes: 2 }, us: {} }
application: { manifests: ${asset("fixtures/app")} }
faults: [{ name: it, ${fault} }]
procedure: { steps: [] }`;
  const { scenario } = readScenario("stage.yaml", text, { parts: schemaParts });
  const [first] = scenario.faults;
  const declaration = declared(first!, ["eu", "us"]);
  const kind = faultCatalogue[first!.kind]!;
  const plain = await resolveWorld({ scenario, file: "stage.yaml", runId: "test", seed: 1 });
  const spec = kind.shapeWorld?.(declaration, plain) ?? plain;
  const clock = new VirtualClock();
  await clock.run(async () => {
    await using world = await simulatedDriver().start(spec, {
      clock,
      folder: undefined,
      ledger: forgetfulLedger,
      signal,
    });
    const recorder = new Recorder({ writing: "batched" });
    const context = {
      spec,
      world,
      clusters: [...world.clusters.values()],
      clock,
      signal,
      hurry: signal,
      anchors: new Anchors(clock, "bad"),
      ledger: forgetfulLedger,
      random: new Random(1),
      plan: { scenario },
      emit: (fact: object) => recorder.record({ at: clock.now(), ...fact } as never),
    } as unknown as LiveContext;
    expect(await installBaseline(context)).toBeUndefined();
    const one = kind.prepare(declaration, { world, spec, clock, random: new Random(7) });
    const seen = async (state: "active" | "absent") =>
      (await until(async () => ((await one.observe()).state === state ? true : undefined), {
        clock,
        every: 1_000,
        deadline: clock.now() + 120_000,
        signal,
      })) ?? false;
    await play({ clock, world, spec, fault: one, context, seen });
  });
}

describe("each kind of fault is not seen before, is seen after it strikes, and is gone when healed", () => {
  const declarations = [
    "kind: registry-outage, mode: refused",
    "kind: registry-outage, mode: black-hole, on: [us]",
    "kind: registry-outage, mode: stopped",
    "kind: registry-outage, mode: 5xx",
    'kind: registry-outage, mode: "429"',
    "kind: registry-outage, mode: slow, delay: 4s",
    "kind: tag-moved, to: bad",
    "kind: tag-moved, image: next",
    "kind: link-latency, latency: 300ms",
    "kind: link-latency, latency: 80ms, to: us, on: [eu]",
    "kind: link-cut, on: [us]",
    "kind: node-down, on: [eu]",
    "kind: config-drift, on: [us], resource: configmap/web-config, patch: { data: { GREETING: moin, EXTRA: x } }",
    "kind: config-drift, on: [eu], resource: deployment/web, patch: { spec: { replicas: 5 } }",
  ];
  test.each(declarations)("%s", async (declaration) => {
    await onStage(declaration, async ({ fault, seen }) => {
      expect((await fault.observe()).state).toBe("absent");
      await fault.inject();
      expect(await seen("active")).toBe(true);
      await fault.heal!();
      expect(await seen("absent")).toBe(true);
      await fault.heal!();
    });
  });
});

test("an evicted image is gone from the chosen share of the nodes, rounded up", async () => {
  await onStage("kind: image-evicted, image: good, nodes: 50%", async ({ fault, world, spec }) => {
    const { reference } = spec.images["good"]!;
    expect((await fault.observe()).state).toBe("absent");
    await fault.inject();
    expect(await fault.observe()).toMatchObject({ state: "active" });
    const held = async (name: string) => {
      const { nodes, images } = world.clusters.get(name)!;
      return (await Promise.all(nodes.map((node) => images!.has(node, reference)))).filter(Boolean).length;
    };
    expect([await held("eu"), await held("us")]).toEqual([1, 0]);
  });
});

test("a drift that the procedure has mended is left alone when it is healed", async () => {
  const drift = "kind: config-drift, on: [us], resource: configmap/web-config, patch: { data: { GREETING: moin } }";
  await onStage(drift, async ({ fault, world }) => {
    const { observer } = world.clusters.get("us")!;
    await fault.inject();
    await observer.patch("configmaps", "default", "web-config", "merge", { data: { GREETING: "mended" } });
    await fault.heal!();
    expect((await observer.get("configmaps", "default", "web-config"))!["data"].GREETING).toBe("mended");
  });
});

describe("a bad image is seen only where it has been rolled out", () => {
  test.each(["missing-tag", "crash-loop", "never-ready", "serves-errors"])("%s", async (mode) => {
    await onStage(`kind: bad-image, mode: ${mode}`, async ({ fault, context, world, seen, clock }) => {
      await clock.sleep(60_000);
      expect((await fault.observe()).state).toBe("absent");
      await release(context, world.clusters.get("us")!, "bad");
      expect(await seen("active")).toBe(true);
      expect((await fault.observe()).detail).toMatch(/^us: /);
    });
  });
});

test("a link that is cut while it is slow stays cut when the slowness heals", async () => {
  await onStage("kind: link-latency, latency: 300ms, on: [us]", async ({ fault, world }) => {
    await fault.inject();
    const { links } = world;
    await links.set("us", "operator", { ...links.get("us", "operator"), cut: true });
    await fault.heal!();
    expect(links.get("us", "operator")).toMatchObject({ cut: true, latency: 0 });
  });
});
