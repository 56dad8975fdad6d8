import { parseLabelSelector } from "../../api/label-selector-text.ts";
import { spellQuantity } from "../../api/quantity.ts";
import { matches } from "../../api/selectors.ts";
import { notFound } from "../../api/status-error.ts";
import { timestamp } from "../../kinds/condition.ts";
import type { Pod } from "../../kinds/pod.ts";
import type { ContainerUsage, Metrics, Sample } from "../../metrics.ts";
import type { KubernetesObject } from "../../../kubernetes.ts";
import type { ServedGroupVersion } from "../discovery/served.ts";
import type { Exchange } from "../exchange.ts";
import { textParameter } from "../query.ts";
import { noSuchResource, wrongMethod } from "../refusals.ts";
import { sendObject } from "../reply.ts";
import type { Target } from "../route.ts";

const group = "metrics.k8s.io";
const apiVersion = `${group}/v1beta1`;
const one = {
  group,
  version: "v1beta1",
  shortNames: [],
  categories: [],
  verbs: ["get", "list"],
  subresources: [],
} as const;

/** What a cluster with a metrics server serves besides. */
export const servedMetrics: ServedGroupVersion = {
  group,
  version: "v1beta1",
  resources: [
    { ...one, kind: "NodeMetrics", plural: "nodes", singular: "", namespaced: false },
    { ...one, kind: "PodMetrics", plural: "pods", singular: "", namespaced: true },
  ],
};

export function isMetrics(target: Target): boolean {
  return target.group === group && target.version === "v1beta1";
}

/** Answers what `kubectl top` asks. @throws StatusError 404, 405 */
export function handleMetrics(exchange: Exchange, metrics: Metrics, target: Target): void {
  const { plural, namespace, name, subresource } = target;
  const isOfNodes = plural === "nodes" && namespace === undefined;
  if ((!isOfNodes && plural !== "pods") || subresource !== undefined) throw noSuchResource();
  if (exchange.method !== "GET") throw wrongMethod();
  if (plural === "pods" && name !== undefined && namespace === undefined) throw noSuchResource();
  const items = isOfNodes ? nodeMetrics(exchange, metrics) : podMetrics(exchange, metrics, namespace);
  const { response, style } = exchange;
  if (name !== undefined) {
    const found = items.find(({ metadata }) => metadata.name === name);
    if (found === undefined) throw notFound({ group, resource: plural, name });
    return sendObject(response, 200, found, style);
  }
  const bare = items.map(({ kind: _kind, apiVersion: _version, ...item }) => item);
  const kind = isOfNodes ? "NodeMetricsList" : "PodMetricsList";
  sendObject(response, 200, { kind, apiVersion, metadata: {}, items: bare }, style);
}

function nodeMetrics({ front, query }: Exchange, metrics: Metrics): readonly KubernetesObject[] {
  const nodes = front.api.list("nodes", { labelSelector: textParameter(query, "labelSelector") }).items;
  return nodes.flatMap(({ metadata }) => {
    const sample = metrics.ofNode(metadata.name);
    if (sample === undefined) return [];
    return [{ ...headOf("NodeMetrics", metadata, sample), usage: quantities(sample.usage) }];
  });
}

function podMetrics({ front, query }: Exchange, metrics: Metrics, namespace: string | undefined) {
  const requirements = parseLabelSelector(textParameter(query, "labelSelector") ?? "");
  return front.api.list("pods", { namespace }).items.flatMap((object) => {
    const pod = object as Pod;
    const sample = matches(requirements, pod.metadata.labels) ? metrics.ofPod(pod) : undefined;
    if (sample === undefined) return [];
    const containers = sample.usage.map(({ name, ...usage }) => ({ name, usage: quantities(usage) }));
    return [{ ...headOf("PodMetrics", pod.metadata, sample), containers }];
  });
}

function headOf(kind: string, { name, namespace, labels }: KubernetesObject["metadata"], sample: Sample<unknown>) {
  const creationTimestamp = timestamp(sample.at);
  return {
    kind,
    apiVersion,
    metadata: {
      name,
      ...(namespace === undefined ? {} : { namespace }),
      creationTimestamp,
      ...(labels === undefined ? {} : { labels }),
    },
    timestamp: creationTimestamp,
    window: `${sample.window / 1000}s`,
  };
}

function quantities({ cpu, memory }: Omit<ContainerUsage, "name">) {
  return {
    cpu: spellQuantity({ nanos: BigInt(Math.round(cpu)), format: "decimal" }),
    memory: spellQuantity({ nanos: BigInt(memory) * 1_000_000_000n, format: "binary" }),
  };
}
