import type { KubernetesObject } from "../../../kubernetes.ts";
import type { StatusError } from "../../api/status-error.ts";
import { isRefusal } from "../../api/admission/webhooks/awaiting.ts";
import type { ApiServer, Caller } from "../../api/verbs.ts";
import type { EventRecorder } from "../../events.ts";
import type { Pod, PodTemplate } from "../../kinds/pod.ts";
import { ownedBy } from "../kit/owners.ts";
import { isNamespaceTerminating } from "../kit/refusals.ts";

/** Generated names leave room for five characters in the 63 that a label may have. */
const longestBase = 58;

/** Makes and removes pods for a controller, with the events that tell of it. */
export class PodControl {
  readonly #api: ApiServer;
  readonly #caller: Caller;
  readonly #events: EventRecorder;

  constructor({ api, caller, events }: { api: ApiServer; caller: Caller; events: EventRecorder }) {
    this.#api = api;
    this.#caller = caller;
    this.#events = events;
  }

  /**
   * @param base what the generated name begins with
   * @throws StatusError, after the event that reports it.
   */
  create(owner: KubernetesObject, template: PodTemplate, base = `${owner.metadata.name}-`): void {
    const { labels, annotations, finalizers } = template.metadata ?? {};
    const body = {
      apiVersion: "v1",
      kind: "Pod",
      metadata: {
        generateName: base.slice(0, longestBase),
        namespace: owner.metadata.namespace!,
        ...(labels === undefined ? {} : { labels }),
        ...(annotations === undefined ? {} : { annotations }),
        ...(finalizers === undefined ? {} : { finalizers }),
        ownerReferences: [ownedBy(owner)],
      },
      spec: template.spec,
    } as unknown as Pod;
    try {
      const { metadata } = this.#api.create("pods", owner.metadata.namespace, body, { caller: this.#caller });
      this.#events.record(owner, {
        type: "Normal",
        reason: "SuccessfulCreate",
        message: `Created pod: ${metadata.name}`,
      });
    } catch (error) {
      if (isRefusal(error) && !isNamespaceTerminating(error))
        this.#events.record(owner, {
          type: "Warning",
          reason: "FailedCreate",
          message: `Error creating: ${error.message}`,
        });
      throw error;
    }
  }

  /** A pod that is gone already is no failure. @throws StatusError, after the event that reports it. */
  delete(owner: KubernetesObject, { metadata: { namespace, name } }: Pod): void {
    try {
      this.#api.delete("pods", namespace, name, { caller: this.#caller });
      this.#events.record(owner, { type: "Normal", reason: "SuccessfulDelete", message: `Deleted pod: ${name}` });
    } catch (error) {
      if (!isRefusal(error)) throw error;
      if (error.code === 404) return;
      this.#events.record(owner, {
        type: "Warning",
        reason: "FailedDelete",
        message: `Error deleting: ${error.message}`,
      });
      throw error;
    }
  }
}

/**
 * Calls `act` up to `count` times in batches of 1, 2, 4, …, each batch only after one without failure, so that what cannot
 * succeed is not tried a hundred times.
 * @returns the first failure.
 */
export function slowStart(count: number, act: () => void): StatusError | undefined {
  let left = count;
  for (let batch = 1; left > 0; batch *= 2) {
    let failure: StatusError | undefined;
    for (let i = 0; i < Math.min(batch, left); i++)
      try {
        act();
      } catch (error) {
        if (!isRefusal(error)) throw error;
        failure ??= error;
      }
    if (failure !== undefined) return failure;
    left -= batch;
  }
  return undefined;
}
