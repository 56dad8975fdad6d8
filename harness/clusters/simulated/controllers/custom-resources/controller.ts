import { withCondition } from "../../api/custom/conditions.ts";
import { cleanupFinalizer, type Definition, type DefinitionStatus } from "../../api/custom/definition.ts";
import type { Caller } from "../../api/verbs.ts";
import { timestamp } from "../../kinds/condition.ts";
import type { ControlPlane } from "../kit/control-plane.ts";
import { keyOf } from "../kit/informer.ts";
import { WorkQueue } from "../kit/work-queue.ts";
import { acceptNames } from "./names.ts";

const definitions = "customresourcedefinitions.apiextensions.k8s.io";
/** How soon it is looked again whether the last object is gone, ms. */
const lookAgain = 5000;

/** These controllers are part of the API server. */
const caller: Caller = {
  user: { name: "system:apiserver", groups: ["system:masters"] },
  userAgent: "kube-apiserver/v1.34.4 (linux/amd64) kubernetes/apiextensions",
};

/** Accepts the names of definitions, establishes them, and empties those that are being deleted. */
export function startCustomResourceControllers({ api, clock, random, informers }: ControlPlane): Disposable {
  const all = informers.of<Definition>(definitions);

  const write = (definition: Definition, status: DefinitionStatus, finalizers = definition.metadata.finalizers) => {
    const metadata = { ...definition.metadata, ...(finalizers === undefined ? {} : { finalizers }) };
    api.update(definitions, undefined, definition.metadata.name, { ...definition, metadata, status } as Definition, {
      caller,
      subresource: "status",
    });
  };

  const now = () => timestamp(clock.wallTime());

  const establish = (definition: Definition): void => {
    const named = acceptNames(definition, [...all.all()], now());
    if (named !== undefined) return write(definition, named);
    const conditions = definition.status?.conditions ?? [];
    const isAccepted = conditions.some(({ type, status }) => type === "NamesAccepted" && status === "True");
    const isEstablished = conditions.some(({ type, status }) => type === "Established" && status === "True");
    if (!isAccepted || isEstablished) return;
    const established = {
      type: "Established",
      status: "True",
      reason: "InitialNamesAccepted",
      message: "the initial names have been accepted",
    } as const;
    write(definition, { ...definition.status, conditions: withCondition(conditions, established, now()) });
  };

  const terminating = (definition: Definition, status: "True" | "False", reason: string, message: string) => ({
    ...definition.status,
    conditions: withCondition(definition.status?.conditions, { type: "Terminating", status, reason, message }, now()),
  });

  const empty = (definition: Definition): void => {
    const { finalizers = [], name } = definition.metadata;
    if (!finalizers.includes(cleanupFinalizer)) return;
    const rest = finalizers.filter((finalizer) => finalizer !== cleanupFinalizer);
    const resource = api.kinds.get(name);
    if (resource === undefined)
      return write(
        definition,
        terminating(definition, "False", "NeverEstablished", "resource was never established"),
        rest,
      );
    const progress = terminating(
      definition,
      "True",
      "InstanceDeletionInProgress",
      "CustomResource deletion is in progress",
    );
    const reported = definition.status?.conditions?.find(({ type }) => type === "Terminating");
    if (reported?.reason !== "InstanceDeletionInProgress") return write(definition, progress);
    for (const { metadata } of api.list(name).items)
      if (metadata.deletionTimestamp === undefined) api.delete(name, metadata.namespace, metadata.name, { caller });
    if (api.list(name, { limit: 1 }).items.length > 0) return void queue.addAfter(name, lookAgain);
    write(definition, terminating(definition, "False", "InstanceDeletionCompleted", "removed all instances"), rest);
  };

  const queue: WorkQueue = new WorkQueue({
    clock,
    random: random.derive("custom-resources"),
    reconcile: (name) => {
      const definition = all.get(name);
      if (definition === undefined) return;
      if (definition.metadata.deletionTimestamp === undefined) establish(definition);
      else empty(definition);
    },
  });

  all.onChange(({ old, now: next }) => {
    if (next !== undefined) queue.add(keyOf(next));
    else for (const other of all.all()) if (other.spec.group === old!.spec.group) queue.add(keyOf(other));
  });
  return { [Symbol.dispose]: () => queue.stop() };
}
