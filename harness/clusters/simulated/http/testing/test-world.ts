import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RealClock } from "../../../../base/real-clock.ts";
import type { World } from "../../../driver.ts";
import { forgetfulLedger } from "../../../forgetful-ledger.ts";
import type { Behaviour, ImageSpec } from "../../../world.ts";
import { simulatedDriver } from "../../driver.ts";

const behaviour: Behaviour = { startsAfter: 500, ready: true, errors: 0, latency: 5, readsConfig: [], whenConfig: [] };

function image(version: string, more: Partial<ImageSpec> = {}): ImageSpec {
  return { reference: `registry.test/shop/web:${version}`, version, size: 1e6, pushed: true, behaviour, ...more };
}

/** Images of the test world by version: `v1` to `v3` work, `missing` was never pushed, `crashing` ends after a second. */
export const images = {
  v1: image("v1"),
  v2: image("v2"),
  v3: image("v3"),
  missing: image("missing", { pushed: false }),
  crashing: image("crashing", { behaviour: { ...behaviour, crashesAfter: 1000 } }),
};

export interface TestWorld extends AsyncDisposable {
  readonly world: World;
  readonly folder: string;
  readonly kubeconfig: string;
}

/** Two clusters, contexts `prod-eu` and `prod-us`, namespace `shop`, in real time made `speed` times faster. */
export async function startTestWorld(speed: number): Promise<TestWorld> {
  const folder = mkdtempSync(join(tmpdir(), "drill-world-"));
  const world = await simulatedDriver().start(
    {
      runId: "test",
      seed: 1,
      clusters: [
        { name: "eu", context: "prod-eu", nodes: 2 },
        { name: "us", context: "prod-us", nodes: 1 },
      ],
      links: [],
      registry: { host: "registry.test" },
      images,
      application: {
        namespace: "shop",
        workload: { kind: "Deployment", name: "web" },
        container: "app",
        service: "web",
        manifests: {},
      },
    },
    {
      clock: new RealClock(speed),
      folder,
      ledger: forgetfulLedger,
      signal: new AbortController().signal,
    },
  );
  return {
    world,
    folder,
    kubeconfig: await world.kubeconfig(),
    [Symbol.asyncDispose]: async () => {
      await world[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Manifests as a team keeps them: a config map, a Deployment of three replicas, a service. */
export const manifests = (reference: string) => `
apiVersion: v1
kind: ConfigMap
metadata: { name: web-config, labels: { app: web } }
data: { greeting: hello }
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  labels: { app: web }
spec:
  replicas: 3
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      terminationGracePeriodSeconds: 5
      containers:
        - name: app
          image: ${reference}
          ports: [{ containerPort: 8080 }]
          readinessProbe: { httpGet: { path: /ready, port: 8080 }, periodSeconds: 2 }
---
apiVersion: v1
kind: Service
metadata: { name: web, labels: { app: web } }
spec:
  selector: { app: web }
  ports: [{ port: 80, targetPort: 8080 }]
`;
