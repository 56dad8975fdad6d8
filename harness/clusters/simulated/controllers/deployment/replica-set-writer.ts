import type { ApiServer, Caller } from "../../api/verbs.ts";
import type { EventRecorder } from "../../events.ts";
import type { Deployment } from "../../kinds/deployment.ts";
import type { ReplicaSet } from "../../kinds/replica-set.ts";
import { ownedBy } from "../kit/owners.ts";
import { renewedMetadata } from "../kit/renewed-metadata.ts";
import { newestAnnotations, sizeAnnotations, type Annotations } from "./annotations.ts";
import { hashLabel } from "./template-hash.ts";

const resource = "replicasets.apps";

/** Creates, sizes and removes the ReplicaSets of deployments, and says so in events. */
export class ReplicaSetWriter {
  readonly #api: ApiServer;
  readonly #caller: Caller;
  readonly #events: EventRecorder;

  constructor({ api, caller, events }: { api: ApiServer; caller: Caller; events: EventRecorder }) {
    this.#api = api;
    this.#caller = caller;
    this.#events = events;
  }

  /** @throws StatusError 409 when the name is taken. */
  create(
    deployment: Deployment,
    { hash, replicas, revision }: { readonly hash: string; readonly replicas: number; readonly revision: bigint },
  ): ReplicaSet {
    const { template, selector, minReadySeconds } = deployment.spec;
    const labels = { ...template.metadata?.labels, [hashLabel]: hash };
    const body: ReplicaSet = {
      apiVersion: "apps/v1",
      kind: "ReplicaSet",
      metadata: {
        name: `${deployment.metadata.name}-${hash}`,
        namespace: deployment.metadata.namespace!,
        labels,
        annotations: { ...newestAnnotations(deployment, undefined, revision), ...sizeAnnotations(deployment) },
        ownerReferences: [ownedBy(deployment)],
      },
      spec: {
        replicas,
        ...(minReadySeconds === undefined ? {} : { minReadySeconds }),
        selector: { ...selector, matchLabels: { ...selector.matchLabels, [hashLabel]: hash } },
        template: { ...template, metadata: { ...template.metadata, labels } },
      },
      status: { replicas: 0 },
    };
    const created = this.#api.create(resource, body.metadata.namespace, body, { caller: this.#caller }) as ReplicaSet;
    if (replicas > 0) this.#announce(deployment, `Scaled up replica set ${body.metadata.name} from 0 to ${replicas}`);
    return created;
  }

  /** Also renews the annotations that hold the deployment's size; the same size is no change. */
  resize(deployment: Deployment, set: ReplicaSet, to: number): ReplicaSet {
    const { name, annotations } = set.metadata;
    const size = sizeAnnotations(deployment);
    const sameSize = Object.entries(size).every(([key, value]) => annotations?.[key] === value);
    if (to === set.spec.replicas && sameSize) return set;
    const resized = this.#update(set, { replicas: to, annotations: { ...annotations, ...size } });
    const from = set.spec.replicas;
    if (to !== from)
      this.#announce(deployment, `Scaled ${to > from ? "up" : "down"} replica set ${name} from ${from} to ${to}`);
    return resized;
  }

  /** Hands the deployment's annotations, revision and minReadySeconds down to its newest ReplicaSet. */
  refresh(deployment: Deployment, set: ReplicaSet, revision: bigint): ReplicaSet {
    const annotations = newestAnnotations(deployment, set.metadata.annotations, revision);
    const minReadySeconds = deployment.spec.minReadySeconds;
    if (annotations === set.metadata.annotations && (set.spec.minReadySeconds ?? 0) === (minReadySeconds ?? 0))
      return set;
    return this.#update(set, { annotations, minReadySeconds });
  }

  delete({ metadata: { namespace, name } }: ReplicaSet): void {
    this.#api.delete(resource, namespace, name, { caller: this.#caller });
  }

  #update(
    set: ReplicaSet,
    change: { annotations: Annotations; replicas?: number; minReadySeconds?: number | undefined },
  ): ReplicaSet {
    const { annotations, replicas = set.spec.replicas, minReadySeconds = set.spec.minReadySeconds } = change;
    const spec = { ...set.spec, replicas, ...(minReadySeconds === undefined ? {} : { minReadySeconds }) };
    const body = { ...set, metadata: renewedMetadata(set.metadata, { annotations }), spec };
    const { namespace, name } = set.metadata;
    return this.#api.update(resource, namespace, name, body, { caller: this.#caller }) as ReplicaSet;
  }

  #announce(deployment: Deployment, message: string): void {
    this.#events.record(deployment, { type: "Normal", reason: "ScalingReplicaSet", message });
  }
}
