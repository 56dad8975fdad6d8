import type { Clock } from "../harness/base/clock.ts";
import type { World } from "../harness/clusters/driver.ts";
import { forgetfulLedger } from "../harness/clusters/forgetful-ledger.ts";
import type { KubernetesObject } from "../harness/clusters/kubernetes.ts";
import { simulatedDriver } from "../harness/clusters/simulated/driver.ts";
import type { ImageSpec, WorldSpec } from "../harness/clusters/world.ts";

export const namespace = "shop";
const registry = "registry.bench.example";

/** Simulated clusters of one node each, with nothing running on them yet. */
export async function startWorld(
  count: number,
  clock: Clock,
  { folder, prefix = "c" }: { readonly folder?: string; readonly prefix?: string } = {},
): Promise<World> {
  const signal = new AbortController().signal;
  return simulatedDriver().start(worldSpec(count, prefix), { clock, folder, ledger: forgetfulLedger, signal });
}

/** A Deployment of one pod that is asked every five seconds whether it is ready. */
export function deployment(name: string, version: string, replicas = 1): KubernetesObject {
  const readinessProbe = { httpGet: { path: "/ready", port: 8080 }, periodSeconds: 5 };
  const container = { name: "app", image: imageOf(version), ports: [{ containerPort: 8080 }], readinessProbe };
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name, labels: { app: name } },
    spec: {
      replicas,
      selector: { matchLabels: { app: name } },
      template: { metadata: { labels: { app: name } }, spec: { containers: [container] } },
    },
  };
}

/** The strategic merge patch by which a Deployment goes to another version. */
export function toVersion(version: string): KubernetesObject {
  const containers = [{ name: "app", image: imageOf(version) }];
  return { spec: { template: { spec: { containers } } } } as unknown as KubernetesObject;
}

function imageOf(version: string): string {
  return `${registry}/shop/app:${version}`;
}

/** Clusters of one node each, and an application of which no manifests are applied. */
export function worldSpec(count: number, prefix: string): WorldSpec {
  const names = Array.from({ length: count }, (_, index) => `${prefix}${index}`);
  return {
    runId: "bench",
    seed: 1,
    clusters: names.map((name) => ({ name, context: name, nodes: 1 })),
    links: [],
    registry: { host: registry },
    images: { v1: image("v1"), v2: image("v2") },
    application: {
      namespace,
      workload: { kind: "Deployment", name: "app" },
      container: "app",
      service: "app",
      manifests: {},
    },
  };
}

function image(version: string): ImageSpec {
  const behaviour = { startsAfter: 500, ready: true, errors: 0, latency: 5, readsConfig: [], whenConfig: [] };
  return { reference: imageOf(version), version, size: 1_000_000, pushed: true, behaviour };
}
