import type { KubernetesObject } from "../../../kubernetes.ts";
import { isRefusal } from "../../api/admission/webhooks/awaiting.ts";
import type { ApiServer, Caller } from "../../api/verbs.ts";
import type { EventRecorder } from "../../events.ts";
import type { Pod, PodTemplate } from "../../kinds/pod.ts";
import type { StatefulSet } from "../../kinds/stateful-set.ts";
import { ownedBy } from "../kit/owners.ts";
import { isNamespaceTerminating } from "../kit/refusals.ts";
import { claimNames, claimOf, podOf } from "./pods.ts";

const claims = "persistentvolumeclaims";

export interface NewPod {
  readonly ordinal: number;
  /** Name of the revision that the template is of. */
  readonly revision: string;
  readonly template: PodTemplate;
}

/** Makes and removes the pods of StatefulSets and makes their claims, with the events that tell of it. */
export class StatefulPodControl {
  readonly #api: ApiServer;
  readonly #caller: Caller;
  readonly #events: EventRecorder;

  constructor({ api, caller, events }: { api: ApiServer; caller: Caller; events: EventRecorder }) {
    this.#api = api;
    this.#caller = caller;
    this.#events = events;
  }

  /** @throws StatusError, after the event that reports it. */
  create(set: StatefulSet, { ordinal, revision, template }: NewPod): void {
    const pod = podOf(set, ordinal, revision, template);
    try {
      this.createClaims(set, ordinal);
      this.#handOver(set, ordinal, undefined);
      this.#api.create("pods", set.metadata.namespace, pod, { caller: this.#caller });
    } catch (error) {
      this.#reportFailure(set, "create", pod, error);
      throw error;
    }
    this.#report(
      set,
      "SuccessfulCreate",
      `create Pod ${pod.metadata.name} in StatefulSet ${set.metadata.name} successful`,
    );
  }

  /** A pod that is gone already is no failure. @throws StatusError, after the event that reports it. */
  delete(set: StatefulSet, pod: Pod): void {
    const { namespace, name } = pod.metadata;
    try {
      this.#api.delete("pods", namespace, name, { caller: this.#caller });
    } catch (error) {
      if (isRefusal(error) && error.code === 404) return;
      this.#reportFailure(set, "delete", pod, error);
      throw error;
    }
    this.#report(set, "SuccessfulDelete", `delete Pod ${name} in StatefulSet ${set.metadata.name} successful`);
  }

  /** Those of the pod's claims that do not exist; one that does is bound to the pod's identity and left alone. */
  createClaims(set: StatefulSet, ordinal: number): void {
    const { name: setName, namespace } = set.metadata;
    const pod = `${setName}-${ordinal}`;
    const names = claimNames(set, ordinal);
    for (const template of set.spec.volumeClaimTemplates ?? []) {
      const name = names.get(template.metadata.name)!;
      if (this.#api.find(claims, namespace, name) !== undefined) continue;
      this.#api.create(claims, namespace, claimOf(set, template, name), { caller: this.#caller });
      this.#report(set, "SuccessfulCreate", `create Claim ${name} Pod ${pod} in StatefulSet ${setName} success`);
    }
  }

  /** Has the claims of a pod that stays belong to whom the retention policy says. */
  keepClaims(set: StatefulSet, ordinal: number): void {
    if (!this.#handOver(set, ordinal, undefined)) return;
    const { name } = set.metadata;
    this.#report(set, "SuccessfulUpdate", `update Pod ${name}-${ordinal} in StatefulSet ${name} successful`);
  }

  /** Has the claims of a pod that is to go belong to it where they shall go with it. */
  condemnClaims(set: StatefulSet, ordinal: number, condemned: Pod): void {
    this.#handOver(set, ordinal, condemned);
  }

  /** Whether that changed anything. */
  #handOver(set: StatefulSet, ordinal: number, condemned: Pod | undefined): boolean {
    const policy = set.spec.persistentVolumeClaimRetentionPolicy;
    if (policy === undefined || (policy.whenDeleted === "Retain" && policy.whenScaled === "Retain")) return false;
    let hasChanged = false;
    const goesWithPod = condemned !== undefined && policy.whenScaled === "Delete";
    const owner: KubernetesObject | undefined = goesWithPod
      ? condemned
      : policy.whenDeleted === "Delete"
        ? set
        : undefined;
    const { namespace } = set.metadata;
    for (const name of claimNames(set, ordinal).values()) {
      const claim = this.#api.find(claims, namespace, name);
      if (claim === undefined || claim.metadata.ownerReferences?.[0]?.uid === owner?.metadata.uid) continue;
      const body = { metadata: { ownerReferences: owner === undefined ? null : [ownedBy(owner)] } };
      this.#api.patch(claims, namespace, name, { type: "merge", body: body as never }, { caller: this.#caller });
      hasChanged = true;
    }
    return hasChanged;
  }

  #report(set: StatefulSet, reason: string, message: string): void {
    this.#events.record(set, { type: "Normal", reason, message });
  }

  #reportFailure(set: StatefulSet, verb: "create" | "delete", { metadata: { name } }: Pod, error: unknown): void {
    if (!isRefusal(error) || isNamespaceTerminating(error)) return;
    const reason = verb === "create" ? "FailedCreate" : "FailedDelete";
    const message = `${verb} Pod ${name} in StatefulSet ${set.metadata.name} failed error: ${error.message}`;
    this.#events.record(set, { type: "Warning", reason, message });
  }
}
