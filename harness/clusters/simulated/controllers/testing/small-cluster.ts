import { Random } from "../../../../base/random.ts";
import { VirtualClock } from "../../../../base/virtual-clock.ts";
import type { KubernetesObject } from "../../../kubernetes.ts";
import { TokenIssuer } from "../../access/token-issuer.ts";
import { createApiServer } from "../../api/api-server.ts";
import type { StatusError } from "../../api/status-error.ts";
import type { ApiServer, Caller } from "../../api/verbs.ts";
import { timestamp } from "../../kinds/condition.ts";
import type { Deployment } from "../../kinds/deployment.ts";
import type { Event } from "../../kinds/event.ts";
import type { Pod } from "../../kinds/pod.ts";
import type { ReplicaSet } from "../../kinds/replica-set.ts";
import { startScheduler } from "../../scheduler/scheduler.ts";
import { Informers } from "../kit/informer.ts";
import type { Metrics } from "../../metrics.ts";
import { startControllers } from "../start.ts";
import { startTinyKubelet, type TinyKubeletOptions } from "./tiny-kubelet.ts";

export const tester: Caller = {
  user: { name: "kubernetes-admin", groups: ["system:masters"] },
  userAgent: "test",
};

export interface SmallClusterOptions extends TinyKubeletOptions {
  readonly seed?: number | string;
  /** What a metrics server would know; there is none where nothing is said. */
  readonly metrics?: Metrics;
  readonly nodes?: number;
}

/** One cluster with all controllers, a scheduler and kubelets that only pretend, for tests on a virtual clock. */
export class SmallCluster {
  readonly clock = new VirtualClock();
  readonly api: ApiServer;
  readonly informers: Informers;
  /** Nodes whose kubelet does nothing. */
  readonly silent = new Set<string>();
  /** While set, creating a pod fails with it. */
  refusal: ((name: string) => StatusError) | undefined;

  constructor({ seed = 1, nodes = 2, metrics, ...kubelet }: SmallClusterOptions = {}) {
    const random = new Random(seed);
    const { clock } = this;
    const api = createApiServer({ clock, random: random.derive("api") });
    this.api = {
      ...api,
      create: (resource, namespace, body, options) => {
        if (resource === "pods" && options.subresource === undefined && this.refusal !== undefined)
          throw this.refusal(`${body.metadata.generateName}abcde`);
        return api.create(resource, namespace, body, options);
      },
    };
    this.informers = new Informers(this.api);
    const plane = { api: this.api, clock, random, informers: this.informers };
    startControllers({ ...plane, certificateAuthority: "PEM", issuer: new TokenIssuer(), metrics });
    startScheduler(plane);
    for (let i = 1; i <= nodes; i++) this.addNode(`node-${i}`);
    startTinyKubelet(plane, this.silent, kubelet);
    clock.advance(1000);
  }

  addNode(name: string, spec: object = {}): void {
    this.create("nodes", { apiVersion: "v1", kind: "Node", metadata: { name }, spec });
    this.markReady(name);
  }

  /** What the node's kubelet reports when it starts. */
  markReady(name: string): void {
    const allocatable = { cpu: "4", memory: "8Gi", pods: "110" };
    const now = timestamp(this.clock.wallTime());
    const ready = {
      type: "Ready",
      status: "True",
      reason: "KubeletReady",
      lastHeartbeatTime: now,
      lastTransitionTime: now,
    };
    this.patch("nodes", name, { status: { capacity: allocatable, allocatable, conditions: [ready] } }, "status");
  }

  create(resource: string, body: object): KubernetesObject {
    const object = body as KubernetesObject;
    const namespace =
      resource === "nodes" || resource === "namespaces" ? undefined : (object.metadata.namespace ?? "default");
    return this.api.create(resource, namespace, object, { caller: tester });
  }

  patch(resource: string, name: string, body: object, subresource?: string): KubernetesObject {
    const namespace = resource === "nodes" || resource === "namespaces" ? undefined : "default";
    const patch = { type: "merge", body: body as KubernetesObject } as const;
    return this.api.patch(resource, namespace, name, patch, { caller: tester, subresource });
  }

  delete(resource: string, name: string, propagationPolicy?: "Background" | "Foreground" | "Orphan"): void {
    this.api.delete(resource, "default", name, { caller: tester, propagationPolicy });
  }

  setImage(image: string): void {
    const container = { ...this.deployment().spec.template.spec.containers[0], image };
    this.patch("deployments.apps", "web", { spec: { template: { spec: { containers: [container] } } } });
  }

  /** What `kubectl rollout undo` sends: the template of that revision's ReplicaSet, without the hash. */
  undo(toRevision?: number): void {
    const byRevision = new Map(
      this.replicaSets().map((set) => [Number(set.metadata.annotations!["deployment.kubernetes.io/revision"]), set]),
    );
    const revision = toRevision ?? [...byRevision.keys()].sort((a, b) => b - a)[1]!;
    const { template } = byRevision.get(revision)!.spec;
    const { "pod-template-hash": _hash, ...labels } = template.metadata!.labels!;
    const value = { ...template, metadata: { ...template.metadata, labels } };
    const body = [{ op: "replace", path: "/spec/template", value }];
    this.api.patch("deployments.apps", "default", "web", { type: "json", body: body as never }, { caller: tester });
  }

  deployment(): Deployment {
    return this.api.get("deployments.apps", "default", "web") as Deployment;
  }

  replicaSets(): readonly ReplicaSet[] {
    return this.api.list("replicasets.apps", { namespace: "default" }).items as readonly ReplicaSet[];
  }

  pods(): readonly Pod[] {
    return this.api.list("pods", { namespace: "default" }).items as readonly Pod[];
  }

  events(kind: string): readonly Event[] {
    const events = this.api.list("events", { namespace: "default" }).items as readonly Event[];
    return events.filter(({ involvedObject }) => involvedObject.kind === kind);
  }
}

/** A deployment `web` as the tests use it; `spec` overrides. */
export function webDeployment(spec: object = {}): KubernetesObject {
  const labels = { app: "web" };
  const template = {
    metadata: { labels },
    spec: { containers: [{ name: "app", image: "app:v1", ports: [{ name: "http", containerPort: 8080 }] }] },
  };
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "web", labels },
    spec: { replicas: 3, selector: { matchLabels: labels }, template, ...spec },
  };
}
