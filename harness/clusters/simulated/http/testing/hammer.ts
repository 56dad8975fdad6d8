import type { IncomingMessage } from "node:http";
import { Agent, request } from "node:https";
import type { KubernetesObject } from "../../../kubernetes.ts";
import type { ClusterAccess } from "../kubeconfig.ts";
import { watchEvents } from "./client.ts";

export interface HammerOptions {
  readonly clients: number;
  /** Increments that each client makes in each way. */
  readonly rounds: number;
  readonly watchers: number;
}

export interface HammerResult {
  /** Writes that were refused with 409 and tried again. */
  readonly conflicts: number;
  /** The deployment as it is in the end. */
  readonly final: KubernetesObject;
  /** Resource versions of the answers to writes, sorted. */
  readonly written: readonly number[];
  /** Resource versions of what each watcher saw after the beginning, in its order. */
  readonly seen: readonly (readonly number[])[];
}

type Answer = { readonly status: number; readonly json: KubernetesObject };

const collection = "/apis/apps/v1/namespaces/default/deployments";
const path = `${collection}/hammered`;

/**
 * Has many clients change one deployment at once: annotation `put` by get-modify-put, `patch` by a merge patch under the
 * version that was read, `own-<client>` by patches without one, label `client-<client>` by server-side apply, and the
 * replicas by get-modify-put of the scale; each counts up.
 */
export async function hammer(cluster: ClusterAccess, options: HammerOptions): Promise<HammerResult> {
  const { ca, client } = cluster;
  const agent = new Agent({ keepAlive: true, ca, cert: client.certificate, key: client.key });
  const written: number[] = [];
  let conflicts = 0;
  const send = async (method: string, to: string, body?: object, type = "application/json"): Promise<Answer> => {
    const answer = await exchange(agent, cluster, { method, path: to, type, body });
    if (method !== "GET" && answer.status < 300 && answer.json.kind !== "Status")
      written.push(Number(answer.json.metadata.resourceVersion));
    return answer;
  };
  const untilTaken = async (attempt: () => Promise<Answer>) => {
    for (;;) {
      const { status, json } = await attempt();
      if (status < 300) return;
      if (status !== 409) throw new Error(JSON.stringify(json));
      conflicts++;
    }
  };
  const created = await send("POST", collection, deployment);
  const start = created.json.metadata.resourceVersion!;
  const watchers = await Promise.all(
    Array.from({ length: options.watchers }, () =>
      watch(agent, cluster, `${collection}?watch=true&resourceVersion=${start}`),
    ),
  );

  const work = async (client: number) => {
    for (let round = 1; round <= options.rounds; round++) {
      await untilTaken(async () => {
        const { json } = await send("GET", path);
        const annotations = { ...json.metadata.annotations, put: next(json.metadata.annotations?.["put"]) };
        return send("PUT", path, { ...json, metadata: { ...json.metadata, annotations } });
      });
      await untilTaken(async () => {
        const { metadata } = (await send("GET", path)).json;
        const annotations = { patch: next(metadata.annotations?.["patch"]) };
        const body = { metadata: { resourceVersion: metadata.resourceVersion, annotations } };
        return send("PATCH", path, body, "application/merge-patch+json");
      });
      const own = { metadata: { annotations: { [`own-${client}`]: String(round) } } };
      await untilTaken(() => send("PATCH", path, own, "application/strategic-merge-patch+json"));
      const applied = {
        apiVersion: "apps/v1",
        kind: "Deployment",
        metadata: { name: "hammered", labels: { [`client-${client}`]: String(round) } },
      };
      const manager = `?fieldManager=client-${client}`;
      await untilTaken(() => send("PATCH", path + manager, applied, "application/apply-patch+yaml"));
      await untilTaken(async () => {
        const { json } = await send("GET", `${path}/scale`);
        return send("PUT", `${path}/scale`, { ...json, spec: { replicas: (json["spec"].replicas ?? 0) + 1 } });
      });
    }
  };
  await Promise.all(Array.from({ length: options.clients }, (_, client) => work(client)));
  const final = (await send("GET", path)).json;
  const last = final.metadata.resourceVersion!;
  const seen = await Promise.all(
    watchers.map(async (response) => {
      const versions: number[] = [];
      for await (const { type, object } of watchEvents(response)) {
        if (type !== "MODIFIED") throw new Error(`a watcher saw ${type}`);
        versions.push(Number(object.metadata.resourceVersion));
        if (object.metadata.resourceVersion === last) break;
      }
      response.destroy();
      return versions;
    }),
  );
  agent.destroy();
  const ordered = written.filter((version) => version > Number(start)).sort((a, b) => a - b);
  return { conflicts, final, written: ordered, seen };
}

const deployment = {
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "hammered", annotations: { put: "0", patch: "0" } },
  spec: {
    replicas: 0,
    paused: true,
    selector: { matchLabels: { app: "hammered" } },
    template: { metadata: { labels: { app: "hammered" } }, spec: { containers: [{ name: "app", image: "app:v1" }] } },
  },
};

function next(count: string | undefined): string {
  return String(Number(count) + 1);
}

function watch(agent: Agent, { url }: ClusterAccess, path: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => request(`${url}${path}`, { agent }, resolve).on("error", reject).end());
}

interface Message {
  readonly method: string;
  readonly path: string;
  readonly type: string;
  readonly body?: object | undefined;
}

function exchange(agent: Agent, { url }: ClusterAccess, { method, path, type, body }: Message): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = { "Content-Type": type };
    const sent = request(`${url}${path}`, { method, headers, agent }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (part: string) => (text += part));
      response.on("end", () => resolve({ status: response.statusCode!, json: JSON.parse(text) as KubernetesObject }));
    });
    sent.on("error", reject).end(body && JSON.stringify(body));
  });
}
