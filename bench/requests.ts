import { open, send, type ControlPlane } from "./control-plane.ts";
import { deployment } from "./worlds.ts";

export interface TrafficSize {
  /** Clients at once, each with a Deployment of its own. */
  readonly clients: number;
  /** Each of four requests: what `apply`, `get` and `patch` send. */
  readonly rounds: number;
}

export interface TrafficResult {
  readonly requestsPerSecond: number;
  /** Changes that a watch reported meanwhile. */
  readonly watched: number;
}

const tables = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json";

/**
 * What kubectl sends, from several clients at once while one watch is open: the read and the strategic merge patch of `apply`,
 * a list as a table, a merge patch. The Deployments have no pods, so that the API is measured and nothing else. It works in a
 * namespace of its own, which it deletes.
 */
export async function kubectlTraffic(plane: ControlPlane, { clients, rounds }: TrafficSize): Promise<TrafficResult> {
  const namespace = `drill-bench-${process.pid}`;
  const metadata = { name: namespace };
  await send(plane, "/api/v1/namespaces", { method: "POST", body: { apiVersion: "v1", kind: "Namespace", metadata } });
  try {
    const path = `/apis/apps/v1/namespaces/${namespace}/deployments`;
    const names = Array.from({ length: clients }, (_, index) => `app-${index}`);
    for (const name of names) await send(plane, path, { method: "POST", body: deployment(name, "v1", 0) });
    const watch = await startWatch(plane, path);
    const start = performance.now();
    await Promise.all(names.map((name) => oneClient(plane, path, name, rounds)));
    const seconds = (performance.now() - start) / 1000;
    const watched = await watch.until(clients * rounds * 2);
    return { requestsPerSecond: (clients * rounds * 4) / seconds, watched };
  } finally {
    await send(plane, `/api/v1/namespaces/${namespace}`, { method: "DELETE" });
  }
}

async function oneClient(plane: ControlPlane, list: string, name: string, rounds: number): Promise<void> {
  const path = `${list}/${name}`;
  for (let round = 0; round < rounds; round++) {
    await send(plane, path);
    await send(plane, `${path}?fieldManager=kubectl-client-side-apply&fieldValidation=Strict`, {
      method: "PATCH",
      type: "application/strategic-merge-patch+json",
      body: { spec: { template: { metadata: { annotations: { round: String(round) } } } } },
    });
    await send(plane, `${list}?limit=500`, { accept: tables });
    await send(plane, `${path}?fieldManager=kubectl-patch`, {
      method: "PATCH",
      type: "application/merge-patch+json",
      body: { metadata: { labels: { round: String(round) } } },
    });
  }
}

/** Counts what a watch of everything in a list says. */
async function startWatch(plane: ControlPlane, list: string) {
  const { metadata } = JSON.parse(await send(plane, list)) as { metadata: { resourceVersion: string } };
  const answer = await open(plane, `${list}?watch=true&resourceVersion=${metadata.resourceVersion}`);
  answer.setEncoding("utf8");
  return {
    /** Ends the watch once so many events have come: at least those of the writes, beside them those of controllers. */
    async until(count: number): Promise<number> {
      let seen = 0;
      for await (const chunk of answer) {
        seen += (chunk as string).split("\n").length - 1;
        if (seen >= count) break;
      }
      return seen;
    },
  };
}
