import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { RealClock } from "../../harness/base/real-clock.ts";
import { partImages } from "../../harness/clusters/kind/images.ts";
import { Access, type Json } from "../access.ts";

/** How long a new node may take to become ready, ms. */
const readyDeadline = 3 * 60_000;

/** Lets nodes of older images look for registries where newer ones do by themselves. */
const config = `
kind: Cluster
apiVersion: kind.x-k8s.io/v1alpha4
containerdConfigPatches:
  - |-
    [plugins."io.containerd.grpc.v1.cri".registry]
      config_path = "/etc/containerd/certs.d"
`;

export interface KindCluster extends AsyncDisposable {
  readonly kubeconfig: string;
}

/** A cluster of one node under a name of its own; disposal deletes it. Resolves when pods can run. */
export async function startKindCluster(): Promise<KindCluster> {
  await using undo = new AsyncDisposableStack();
  const folder = mkdtempSync(join(tmpdir(), "drill-kind-"));
  undo.defer(() => rmSync(folder, { recursive: true, force: true }));
  const name = `drill-conformance-${randomBytes(3).toString("hex")}`;
  const kubeconfig = join(folder, "kubeconfig");
  const own = ["--name", name, "--kubeconfig", kubeconfig];
  undo.defer(async () => void (await execa("kind", ["delete", "cluster", ...own])));
  const create = [
    "create",
    "cluster",
    ...own,
    "--image",
    partImages(process.env).node,
    "--config",
    "-",
    "--wait",
    "0s",
  ];
  await execa("kind", create, { input: config });
  await ready(new Access(kubeconfig));
  const running = undo.move();
  return { kubeconfig, [Symbol.asyncDispose]: () => running.disposeAsync() };
}

/** kind's own wait looks at less than what pods need. */
async function ready(access: Access): Promise<void> {
  const clock = new RealClock();
  for (let problem: unknown; ; await clock.sleep(500)) {
    try {
      const { items } = await access.send("GET", "/api/v1/nodes");
      const isReady = ({ type, status }: Json) => type === "Ready" && status === "True";
      if (items.length > 0 && items.every(({ status }: Json) => status.conditions.some(isReady))) return;
      problem = "a node is not ready";
    } catch (error) {
      problem = error;
    }
    if (clock.now() > readyDeadline) throw new Error("the kind cluster did not become ready", { cause: problem });
  }
}
