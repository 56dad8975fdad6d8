import { RealClock } from "../../../base/real-clock.ts";
import { until } from "../../../base/until.ts";
import { networkChaos } from "../chaos/network-chaos.ts";
import { ApiError, type Json, type KubernetesClient, type KubernetesObject } from "../../kubernetes.ts";

const definitions = "customresourcedefinitions.apiextensions.k8s.io";
const text = { type: "string" };
const texts = { type: "array", items: text };
const anything = { type: "object", "x-kubernetes-preserve-unknown-fields": true };
const selector = {
  type: "object",
  properties: { namespaces: texts, pods: { type: "object", additionalProperties: texts } },
};
const delay = {
  type: "object",
  required: ["latency"],
  properties: { latency: text, jitter: text, correlation: text },
};

/** What Chaos Mesh's definition says of the fields that a drill uses; others are dropped, as everywhere. */
const spec = {
  type: "object",
  required: ["action", "mode", "selector"],
  properties: {
    action: { enum: ["netem", "delay", "loss", "duplicate", "corrupt", "partition", "bandwidth"], ...text },
    mode: { enum: ["one", "all", "fixed", "fixed-percent", "random-max-percent"], ...text },
    direction: { enum: ["to", "from", "both"], ...text },
    selector,
    delay,
    externalTargets: texts,
  },
};

/** Has a cluster serve NetworkChaos, with nobody who acts on it; one that does already is left as it is. */
export async function defineNetworkChaos(client: KubernetesClient): Promise<void> {
  const openAPIV3Schema = { type: "object", required: ["spec"], properties: { spec, status: anything } };
  const definition = {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name: networkChaos },
    spec: {
      group: "chaos-mesh.org",
      scope: "Namespaced",
      names: { kind: "NetworkChaos", listKind: "NetworkChaosList", plural: "networkchaos", singular: "networkchaos" },
      versions: [{ name: "v1alpha1", served: true, storage: true, schema: { openAPIV3Schema } }],
    },
  };
  if ((await client.get(definitions, undefined, networkChaos)) === undefined)
    await client.create(definitions, undefined, definition);
  const isServed = () =>
    client.list(networkChaos).then(
      () => true,
      () => undefined,
    );
  const clock = new RealClock();
  const { signal } = new AbortController();
  if ((await until(isServed, { clock, every: 50, deadline: 10_000, signal })) !== true)
    throw new Error("NetworkChaos is not served");
}

/**
 * Stands in for Chaos Mesh's controller manager: holds each object by its finalizer, says of its pods that they are injected,
 * and lets a deleted one go. No traffic is touched.
 */
export class ChaosMesh implements AsyncDisposable {
  readonly #client: KubernetesClient;
  readonly #stop = new AbortController();
  readonly #ended: Promise<void>;

  constructor(client: KubernetesClient) {
    this.#client = client;
    this.#ended = this.#work();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.#ended;
  }

  async #work(): Promise<void> {
    const clock = new RealClock();
    const { signal } = this.#stop;
    while (!signal.aborted) {
      for (const object of await this.#client.list(networkChaos)) await this.#reconcile(object);
      await clock.sleep(50, signal).catch(() => undefined);
    }
  }

  async #reconcile({ metadata, spec: wanted, status }: KubernetesObject): Promise<void> {
    if (metadata.deletionTimestamp !== undefined) return this.#patch(metadata, { metadata: { finalizers: null } });
    if (status !== undefined) return;
    const named = Object.entries(wanted.selector.pods as Readonly<Record<string, readonly string[]>>);
    const ids = named.flatMap(([namespace, pods]) => pods.map((pod) => `${namespace}/${pod}`));
    const is = (type: string, holds: boolean) => ({ type, status: holds ? "True" : "False" });
    await this.#patch(metadata, {
      metadata: { finalizers: ["chaos-mesh/records"] },
      status: {
        conditions: [is("Selected", true), is("AllInjected", true), is("AllRecovered", false), is("Paused", false)],
        experiment: {
          desiredPhase: "Run",
          containerRecords: ids.map((id) => ({ id, selectorKey: ".", phase: "Injected" })),
        },
      },
    });
  }

  /** An object may have gone in the meantime. */
  async #patch({ namespace, name }: KubernetesObject["metadata"], body: Json): Promise<void> {
    try {
      await this.#client.patch(networkChaos, namespace, name, "merge", body);
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== 404) throw error;
    }
  }
}
