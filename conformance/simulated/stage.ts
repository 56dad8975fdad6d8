import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RealClock } from "../../harness/base/real-clock.ts";
import { PatientClock } from "../../harness/base/testing/patient-clock.ts";
import { forgetfulLedger } from "../../harness/clusters/forgetful-ledger.ts";
import { simulatedDriver } from "../../harness/clusters/simulated/driver.ts";
import type { ImageSpec } from "../../harness/clusters/world.ts";
import { Access } from "../access.ts";
import { images, registryHost, type ConformanceImage } from "../images.ts";
import type { Stage } from "../run.ts";
import { serveWebhook } from "../webhook/server.ts";

/**
 * A simulated cluster that has pulled the images before.
 * @param workers 0 for one node that does everything
 */
export async function simulatedStage(speed: number, workers: number): Promise<Stage & AsyncDisposable> {
  await using undo = new AsyncDisposableStack();
  const folder = mkdtempSync(join(tmpdir(), "drill-conformance-"));
  undo.defer(() => rmSync(folder, { recursive: true, force: true }));
  // At the calendar's speed it is the clients' deadlines that matter, which wait for nobody.
  const clock = speed === 1 ? new RealClock() : undo.use(new PatientClock(speed));
  const webhook = undo.use(await serveWebhook("127.0.0.1"));
  const world = await simulatedDriver().start(
    {
      runId: "conformance",
      seed: 1,
      clusters: [{ name: "eu", context: "eu", nodes: 1 + workers, hasMetrics: false }],
      links: [],
      registry: { host: registryHost },
      images: Object.fromEntries(images.map((image) => [image.version, imageSpec(image)])),
      application: {
        namespace: "default",
        workload: { kind: "Deployment", name: "web" },
        container: "app",
        service: "web",
        manifests: {},
      },
    },
    {
      clock,
      folder,
      ledger: forgetfulLedger,
      signal: new AbortController().signal,
    },
  );
  undo.use(world);
  const { nodes, images: cache, observer } = world.clusters.get("eu")!;
  if (workers > 0) await observer.patch("nodes", undefined, nodes[0]!, "merge", controlPlane);
  for (const node of nodes) for (const { reference } of images) await cache!.load(node, reference);
  const access = new Access(await world.kubeconfig());
  const running = undo.move();
  return {
    access,
    nodes,
    workers: nodes.slice(1),
    clock,
    webhook,
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

/** Where there are workers, the node of the control plane takes no pods. */
const controlPlane = {
  metadata: { labels: { "node-role.kubernetes.io/control-plane": "" } },
  spec: { taints: [{ key: "node-role.kubernetes.io/control-plane", effect: "NoSchedule" }] },
};

/** Declares what `image/serve` does. */
function imageSpec({ reference, version, mode }: ConformanceImage): ImageSpec {
  const behaviour = {
    startsAfter: 100,
    ready: mode !== "unready",
    errors: 0,
    latency: 5,
    readsConfig: [],
    whenConfig: [],
    serves: { port: 8080, body: "ok\n" },
    ...(mode === "crashing" ? { crashesAfter: 1000 } : {}),
  };
  return { reference, version, size: 1e6, pushed: true, behaviour };
}
