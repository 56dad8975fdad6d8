import type { Clock } from "../../../base/clock.ts";
import { VirtualClock } from "../../../base/virtual-clock.ts";
import type { Cluster, World } from "../../driver.ts";
import { forgetfulLedger } from "../../forgetful-ledger.ts";
import type { KubernetesObject } from "../../kubernetes.ts";
import type { Behaviour, ImageSpec, LinkSpec, WorldSpec } from "../../world.ts";
import { simulatedDriver } from "../driver.ts";

const host = "registry.acme.example";
export const namespace = "shop";

const behaviour: Behaviour = { startsAfter: 500, ready: true, errors: 0, latency: 5, readsConfig: [], whenConfig: [] };

export interface SmallWorldOptions {
  /** What the image of each version does beside answering within 5 ms; `good` is always there. */
  readonly versions?: Readonly<Record<string, Partial<Behaviour>>>;
  readonly links?: readonly LinkSpec[];
}

export interface SmallWorld {
  readonly world: World;
  readonly eu: Cluster;
  readonly us: Cluster;
}

/** Clusters `eu`, of two nodes, and `us`, of one, with a service `api` in each and nothing behind it yet. */
export async function startSmallWorld(clock: Clock, options: SmallWorldOptions = {}): Promise<World> {
  const world = await simulatedDriver().start(worldSpec(options), {
    clock,
    folder: undefined,
    ledger: forgetfulLedger,
    signal: new AbortController().signal,
  });
  for (const { observer } of world.clusters.values()) await observer.create("services", namespace, service);
  return world;
}

/** Plays a scene in a small world under a virtual clock. */
export async function inSmallWorld(
  options: SmallWorldOptions,
  scene: (world: SmallWorld, clock: VirtualClock) => Promise<void>,
): Promise<void> {
  const clock = new VirtualClock();
  await clock.run(async () => {
    await using world = await startSmallWorld(clock, options);
    await scene({ world, eu: world.clusters.get("eu")!, us: world.clusters.get("us")! }, clock);
  });
}

/** As manifests would write the image of a version. */
export const reference = (version: string) => `${host}/shop/api:${version}`;

/** Creates a pod of the service, asked every second whether it is ready. */
export async function run(
  { observer }: Cluster,
  name: string,
  { version = "good", node }: { readonly version?: string; readonly node?: string } = {},
): Promise<void> {
  const readinessProbe = { httpGet: { path: "/ready", port: 8080 }, periodSeconds: 1 };
  const container = { name: "api", image: reference(version), ports: [{ containerPort: 8080 }], readinessProbe };
  await observer.create("pods", namespace, {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, labels: { app: "api" } },
    spec: { containers: [container], ...(node === undefined ? {} : { nodeName: node }) },
  });
}

/** `True`, `False` or `Unknown`. */
export async function readiness(
  { observer }: Cluster,
  resource: "pods" | "nodes",
  name: string,
): Promise<string | undefined> {
  const object = await observer.get(resource, resource === "pods" ? namespace : undefined, name);
  const conditions = (object?.["status"]?.conditions ?? []) as readonly { type: string; status: string }[];
  return conditions.find(({ type }) => type === "Ready")?.status;
}

const service: KubernetesObject = {
  apiVersion: "v1",
  kind: "Service",
  metadata: { name: "api" },
  spec: { selector: { app: "api" }, ports: [{ port: 80, targetPort: 8080 }] },
};

function worldSpec({ versions = {}, links = [] }: SmallWorldOptions): WorldSpec {
  const all = { good: {}, ...versions };
  return {
    runId: "test",
    seed: 1,
    clusters: [
      { name: "eu", context: "eu", nodes: 2 },
      { name: "us", context: "us", nodes: 1 },
    ],
    links,
    registry: { host },
    images: Object.fromEntries(Object.entries(all).map(([version, changes]) => [version, image(version, changes)])),
    application: {
      namespace,
      workload: { kind: "Deployment", name: "api" },
      container: "api",
      service: "api",
      manifests: {},
    },
  };
}

function image(version: string, changes: Partial<Behaviour>): ImageSpec {
  const size = 1_000_000;
  return { reference: reference(version), version, size, pushed: true, behaviour: { ...behaviour, ...changes } };
}
