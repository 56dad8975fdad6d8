import { RealClock } from "../../harness/base/real-clock.ts";
import { Access, type Json } from "../access.ts";
import type { Stage } from "../run.ts";
import { serveWebhook } from "../webhook/server.ts";
import { docker } from "./docker.ts";
import { startRegistry } from "./registry.ts";

/** The kind cluster of a kubeconfig, with the images of the transcripts on its nodes. */
export async function realStage(kubeconfig: string, context?: string): Promise<Stage & AsyncDisposable> {
  await using undo = new AsyncDisposableStack();
  const access = new Access(kubeconfig, context);
  const { items } = await access.send("GET", "/api/v1/nodes");
  const nodes = items.map(({ metadata }: Json) => metadata.name as string);
  const workers = items
    .filter(({ metadata }: Json) => metadata.labels["node-role.kubernetes.io/control-plane"] === undefined)
    .map(({ metadata }: Json) => metadata.name as string);
  const registry = undo.use(await startRegistry());
  for (const node of nodes) await registry.serve(node);
  const webhook = undo.use(await serveWebhook(await gateway()));
  const running = undo.move();
  return {
    access,
    nodes,
    workers,
    clock: new RealClock(),
    webhook,
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

/** The address under which the nodes of kind clusters reach this machine. */
async function gateway(): Promise<string> {
  const list = await docker(["network", "inspect", "kind", "--format", "{{range .IPAM.Config}}{{.Gateway}} {{end}}"]);
  return list.split(" ").find((address) => address.includes("."))!;
}
