import type { Mutable } from "../decode.ts";

/**
 * Takes out of a pod's spec what Kubernetes 1.34 has in its types and leaves out unless a feature is turned on: volumes of
 * images, restart policies of containers, stop signals, variables from files, host names that override all others.
 */
export function dropDisabledFields(spec: Mutable): void {
  delete spec["hostnameOverride"];
  const isImage = ({ image }: Mutable) => image !== undefined;
  const dropped = new Set<unknown>(
    listOf(spec["volumes"])
      .filter(isImage)
      .map(({ name }) => name as unknown),
  );
  if (dropped.size > 0) keep(spec, "volumes", (volume) => !isImage(volume));
  for (const list of ["initContainers", "containers", "ephemeralContainers"])
    for (const container of listOf(spec[list])) {
      if (Object.isFrozen(container)) continue;
      if (dropped.size > 0) keep(container, "volumeMounts", ({ name }) => !dropped.has(name));
      delete container["restartPolicyRules"];
      if (list !== "initContainers" || container["restartPolicy"] !== "Always") delete container["restartPolicy"];
      dropStopSignal(container);
      for (const { valueFrom } of listOf(container["env"]))
        if (valueFrom !== undefined && !Object.isFrozen(valueFrom)) delete valueFrom.fileKeyRef;
    }
}

const listOf = (list: unknown) => (list ?? []) as readonly Mutable[];

function keep(parent: Mutable, list: string, isKept: (item: Mutable) => boolean): void {
  if (parent[list] === undefined) return;
  const kept = listOf(parent[list]).filter(isKept);
  if (kept.length > 0) parent[list] = kept;
  else delete parent[list];
}

function dropStopSignal(container: Mutable): void {
  const { lifecycle } = container;
  if (lifecycle?.stopSignal === undefined) return;
  const { stopSignal: _, ...rest } = lifecycle as Mutable;
  if (Object.keys(rest).length > 0) container["lifecycle"] = rest;
  else delete container["lifecycle"];
}
