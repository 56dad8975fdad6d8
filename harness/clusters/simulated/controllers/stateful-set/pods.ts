import type { KubernetesObject } from "../../../kubernetes.ts";
import { isPodReady, type Pod, type PodTemplate } from "../../kinds/pod.ts";
import type { StatefulSet } from "../../kinds/stateful-set.ts";
import { ownedBy } from "../kit/owners.ts";

export const revisionLabel = "controller-revision-hash";

/** Which of the set's pods this is, by its name; undefined for a pod that is none of them. */
export function ordinalOf({ metadata: { name: set } }: StatefulSet, { metadata: { name } }: Pod): number | undefined {
  if (!name.startsWith(`${set}-`)) return undefined;
  const ordinal = name.slice(set.length + 1);
  return /^[0-9]+$/.test(ordinal) ? Number(ordinal) : undefined;
}

export function podRevision({ metadata }: Pod): string | undefined {
  return metadata.labels?.[revisionLabel];
}

export function isTerminating({ metadata }: Pod): boolean {
  return metadata.deletionTimestamp !== undefined;
}

export function isRunningAndReady(pod: Pod): boolean {
  return pod.status?.phase === "Running" && isPodReady(pod);
}

/** The name under which each claim template's claim is bound to the pod of this number, by name of the template. */
export function claimNames({ metadata, spec }: StatefulSet, ordinal: number): ReadonlyMap<string, string> {
  const templates = spec.volumeClaimTemplates ?? [];
  return new Map(
    templates.map((template) => {
      const { name } = template.metadata;
      return [name, `${name}-${metadata.name}-${ordinal}`];
    }),
  );
}

/** The pod of this number, with the identity that it keeps over all its lives. */
export function podOf(set: StatefulSet, ordinal: number, revision: string, template: PodTemplate): Pod {
  const { name: setName, namespace } = set.metadata;
  const name = `${setName}-${ordinal}`;
  const { labels, annotations, finalizers } = template.metadata ?? {};
  const identity = { "apps.kubernetes.io/pod-index": String(ordinal), "statefulset.kubernetes.io/pod-name": name };
  const claims = claimNames(set, ordinal);
  const volumes = [...claims].map(([volume, claimName]) => ({ name: volume, persistentVolumeClaim: { claimName } }));
  const others = ((template.spec["volumes"] ?? []) as readonly { name: string }[]).filter(
    (one) => !claims.has(one.name),
  );
  const { serviceName = "" } = set.spec;
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: {
      name,
      generateName: `${setName}-`,
      namespace: namespace!,
      labels: { ...labels, ...identity, [revisionLabel]: revision },
      ...(annotations === undefined ? {} : { annotations }),
      ...(finalizers === undefined ? {} : { finalizers }),
      ownerReferences: [ownedBy(set)],
    },
    spec: {
      ...template.spec,
      hostname: name,
      ...(serviceName === "" ? {} : { subdomain: serviceName }),
      ...(volumes.length + others.length === 0 ? {} : { volumes: [...volumes, ...others] }),
    },
  };
}

/** The claim that a template asks for on behalf of one pod. */
export function claimOf(set: StatefulSet, template: KubernetesObject, name: string): KubernetesObject {
  const { labels, annotations } = template.metadata;
  const { whenDeleted } = set.spec.persistentVolumeClaimRetentionPolicy ?? { whenDeleted: "Retain" };
  return {
    apiVersion: "v1",
    kind: "PersistentVolumeClaim",
    metadata: {
      name,
      namespace: set.metadata.namespace!,
      labels: { ...labels, ...set.spec.selector.matchLabels },
      ...(annotations === undefined ? {} : { annotations }),
      ...(whenDeleted === "Delete" ? { ownerReferences: [ownedBy(set)] } : {}),
    },
    spec: template["spec"],
  };
}
