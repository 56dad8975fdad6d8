import type { KubernetesObject } from "../kubernetes.ts";
import type { Behaviour, ImageSpec, WorldSpec } from "../world.ts";

const behaviour: Behaviour = {
  startsAfter: 500,
  ready: true,
  errors: 0,
  latency: 20,
  readsConfig: ["web-config"],
  whenConfig: [],
};

const image = (tag: string, changes: Partial<Behaviour> = {}): ImageSpec => ({
  reference: `registry.test/web:${tag}`,
  version: tag,
  size: 20e6,
  pushed: true,
  behaviour: { ...behaviour, ...changes },
});

const manifests: readonly KubernetesObject[] = [
  { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "web-config" }, data: { GREETING: "hello" } },
  {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "web" },
    spec: {
      replicas: 2,
      selector: { matchLabels: { app: "web" } },
      template: {
        metadata: { labels: { app: "web" } },
        spec: {
          terminationGracePeriodSeconds: 1,
          containers: [
            {
              name: "web",
              image: "registry.test/web:v1",
              ports: [{ containerPort: 8080 }],
              envFrom: [{ configMapRef: { name: "web-config" } }],
              readinessProbe: { tcpSocket: { port: 8080 }, periodSeconds: 1 },
            },
          ],
        },
      },
    },
  },
  {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: "web" },
    spec: { selector: { app: "web" }, ports: [{ port: 80, targetPort: 8080 }] },
  },
];

/** Two clusters, three versions, one application: what the contract of drivers is held against. */
export function demoSpec(): WorldSpec {
  return {
    runId: "contract",
    seed: 1,
    clusters: [
      { name: "eu", context: "prod-eu-1", nodes: 2 },
      { name: "us", context: "us", nodes: 1, controlPlane: "dedicated" },
    ],
    links: [],
    registry: { host: "registry.test", mirror: "mirror.test" },
    images: { good: image("v1"), bad: image("v2", { errors: 1 }), next: image("v3") },
    application: {
      namespace: "default",
      workload: { kind: "Deployment", name: "web" },
      container: "web",
      service: "web",
      manifests: { eu: manifests, us: manifests },
    },
  };
}
