import type { KubernetesObject } from "../../../kubernetes.ts";
import { resources } from "../../api/resources.ts";
import type { Condition } from "../../kinds/condition.ts";
import { timestamp } from "../../kinds/condition.ts";
import { followKinds } from "../kit/follow-kinds.ts";
import { controllerCaller, type ControlPlane } from "../kit/control-plane.ts";
import { keyOf, type Index } from "../kit/informer.ts";
import { WorkQueue } from "../kit/work-queue.ts";

/** How soon a namespace is looked at again while its content is going, ms; the content's last word brings it sooner. */
const lookAgain = 5000;

/** How long all API servers get to hear of a namespace's end before its content is touched, ms. */
const patience = 5000;

interface Namespace extends KubernetesObject {
  readonly spec: { readonly finalizers?: readonly string[] };
  readonly status: { readonly phase: "Active" | "Terminating"; readonly conditions?: readonly Condition[] };
}

/** Empties namespaces that are being deleted, and lets them go when nothing is left in them. */
export function startNamespaceLifeCycle(plane: ControlPlane): Disposable {
  const { api, clock, random, informers } = plane;
  const caller = controllerCaller("namespace-controller");
  const namespaces = informers.of<Namespace>("namespaces");
  const contents: Content[] = Object.entries(resources)
    .filter(([, { namespaced, verbs }]) => namespaced && verbs.includes("delete"))
    .map(([name]) => ({ name, index: informers.of(name).index(({ metadata }) => metadata.namespace) }));

  const pods = contents.find(({ name }) => name === "pods")!;
  /** Uids of namespaces whose content is going. */
  const begun = new Set<string>();
  const queue: WorkQueue = new WorkQueue({
    clock,
    random: random.derive("namespace-controller"),
    reconcile: (name) => {
      const namespace = namespaces.get(name);
      if (namespace?.metadata.deletionTimestamp === undefined) return;
      begun.add(namespace.metadata.uid!);
      // Pods go first, so that none of them outlives what it lives by.
      if (remove(pods, name)) {
        report(namespace, []);
        return queue.addAfter(name, lookAgain);
      }
      for (const content of contents) remove(content, name);
      const left = contents
        .map((content) => ({ resource: content.name, objects: content.index.get(name) }))
        .filter(({ objects }) => objects.length > 0);
      if (left.length === 0) return release(namespace);
      report(namespace, left);
      queue.addAfter(name, lookAgain);
    },
  });

  /** Whether something of the kind is left in the namespace. */
  const remove = ({ name: resource, index }: Content, namespace: string): boolean => {
    for (const { metadata } of index.get(namespace))
      if (metadata.deletionTimestamp === undefined)
        api.delete(resource, namespace, metadata.name, { caller, propagationPolicy: "Background" });
    return index.get(namespace).length > 0;
  };

  const release = (namespace: Namespace): void => {
    begun.delete(namespace.metadata.uid!);
    const finalizers = (namespace.spec.finalizers ?? []).filter((finalizer) => finalizer !== "kubernetes");
    const body = { ...namespace, spec: { ...namespace.spec, finalizers } };
    api.update("namespaces", undefined, namespace.metadata.name, body, { caller, subresource: "finalize" });
  };

  /** @param left empty while pods are being waited for: what else there is has not been looked at. */
  const report = (namespace: Namespace, left: readonly Remainder[]): void => {
    const conditions = conditionsOf(namespace, left, timestamp(clock.wallTime()));
    const body = { ...namespace, status: { ...namespace.status, conditions } };
    api.update("namespaces", undefined, namespace.metadata.name, body, { caller, subresource: "status" });
  };

  namespaces.onChange(({ old, now }) => {
    if (now?.metadata.deletionTimestamp !== undefined && old?.metadata.deletionTimestamp === undefined)
      queue.addAfter(keyOf(now), patience);
  });
  const lookWhenGone = (name: string) =>
    informers.of(name).onChange(({ old, now }) => {
      if (now !== undefined) return;
      const namespace = namespaces.get(old!.metadata.namespace!);
      if (namespace?.metadata.deletionTimestamp !== undefined && begun.has(namespace.metadata.uid!))
        queue.add(keyOf(namespace));
    });
  for (const { name } of contents) lookWhenGone(name);
  const kinds = followKinds(plane, ({ name, namespaced }) => {
    if (!namespaced) return;
    contents.push({ name, index: informers.of(name).index(({ metadata }) => metadata.namespace) });
    lookWhenGone(name);
  });
  return {
    [Symbol.dispose]: () => {
      kinds.stop();
      queue.stop();
    },
  };
}

/** Objects of one kind. */
interface Content {
  readonly name: string;
  readonly index: Index<KubernetesObject>;
}

interface Remainder {
  readonly resource: string;
  readonly objects: readonly KubernetesObject[];
}

function conditionsOf({ status }: Namespace, left: readonly Remainder[], now: string): readonly Condition[] {
  const condition = (type: string, isSo: boolean, reason: string, message: string): Condition => {
    const value = isSo ? "True" : "False";
    const standing = status.conditions?.find((other) => other.type === type);
    const lastTransitionTime = standing?.status === value ? standing.lastTransitionTime! : now;
    return { type, status: value, reason, message, lastTransitionTime };
  };
  const finalizers = new Map<string, number>();
  for (const { objects } of left)
    for (const { metadata } of objects)
      for (const finalizer of metadata.finalizers ?? [])
        finalizers.set(finalizer, (finalizers.get(finalizer) ?? 0) + 1);
  const held = [...finalizers].sort().map(([name, count]) => `${name} in ${count} resource instances`);
  const remaining = left.map(
    ({ resource, objects }) => `${withDot(resource)} has ${objects.length} resource instances`,
  );
  return [
    condition(
      "NamespaceDeletionDiscoveryFailure",
      false,
      "ResourcesDiscovered",
      "All resources successfully discovered",
    ),
    condition(
      "NamespaceDeletionGroupVersionParsingFailure",
      false,
      "ParsedGroupVersions",
      "All legacy kube types successfully parsed",
    ),
    condition(
      "NamespaceDeletionContentFailure",
      false,
      "ContentDeleted",
      "All content successfully deleted, may be waiting on finalization",
    ),
    remaining.length > 0
      ? condition(
          "NamespaceContentRemaining",
          true,
          "SomeResourcesRemain",
          `Some resources are remaining: ${remaining.sort().join(", ")}`,
        )
      : condition("NamespaceContentRemaining", false, "ContentRemoved", "All content successfully removed"),
    held.length > 0
      ? condition(
          "NamespaceFinalizersRemaining",
          true,
          "SomeFinalizersRemain",
          `Some content in the namespace has finalizers remaining: ${held.join(", ")}`,
        )
      : condition(
          "NamespaceFinalizersRemaining",
          false,
          "ContentHasNoFinalizers",
          "All content-preserving finalizers finished",
        ),
  ];
}

/** The core group is written as a dot alone. */
function withDot(resource: string): string {
  return resource.includes(".") ? resource : `${resource}.`;
}
