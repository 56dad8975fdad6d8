import { difference, hasPath, leaf, type FieldNode } from "./field-set.ts";
import { distinct, isSame, sorted, withFields, type ManagedFieldsEntry, type Manager } from "./managed-fields.ts";

const workloadPath = ["spec", "replicas"];
const scaleVersion = "autoscaling/v1";

/** How a scale changed; none and absent are the same to a Scale, which leaves zero out. */
export interface ScaleChange {
  readonly before: number;
  readonly after: number;
}

/**
 * The managers of a workload after a write through `/scale`. The real server translates the entries that own the replicas
 * to those of a Scale and back, and the translation has its ways, which are kept here: an Update entry of the workload
 * does not find itself again and loses the replicas to a twin without a time; and while nobody owns the replicas, no
 * write through `/scale` is tracked.
 */
export function trackScale(
  start: readonly ManagedFieldsEntry[],
  manager: Manager,
  { before, after }: ScaleChange,
  path: readonly string[] = workloadPath,
): readonly ManagedFieldsEntry[] {
  const entries = distinct(start);
  const replicasPath = path.map((key) => `f:${key}`);
  const replicas = path.reduceRight<FieldNode>((inner, key) => ({ [`f:${key}`]: inner }), leaf);
  const owners = entries.filter(({ fieldsV1 }) => hasPath(fieldsV1, replicasPath));
  if (owners.length === 0) return entries;
  const taken = after !== before && after !== 0;
  const kept = after === before ? owners : owners.filter((entry) => taken && isSame(asScale(entry), asScale(manager)));
  const rest = entries.flatMap((entry) => {
    const stays = !owners.includes(entry) || (entry.operation === "Apply" && kept.includes(entry));
    return stays ? [entry] : withFields(entry, difference(entry.fieldsV1, replicas));
  });
  const twins = kept.filter(({ operation }) => operation === "Update").map((entry) => owningReplicas(entry, replicas));
  const mine = taken && twins.length === 0 ? [owningReplicas(manager, replicas)] : [];
  return sorted([...rest, ...twins, ...mine]);
}

function asScale<T extends Manager>(manager: T): T {
  return manager.operation === "Apply" ? manager : { ...manager, apiVersion: scaleVersion };
}

function owningReplicas(
  { manager, operation, apiVersion, subresource }: Manager,
  fieldsV1: FieldNode,
): ManagedFieldsEntry {
  return {
    manager,
    operation,
    apiVersion,
    fieldsType: "FieldsV1",
    fieldsV1,
    ...(subresource === undefined ? {} : { subresource }),
  };
}
