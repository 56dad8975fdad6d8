import type { StateSnapshot } from "../../probes/state.ts";
import { dimensionIds } from "../../scenario/schema/expect.ts";
import type { Evidence } from "../evidence.ts";
import { measured, unknown } from "../measured.ts";
import type { Difference, DimensionId, Measured } from "../verdict.ts";
import { reasonToAllow } from "./allowed.ts";
import { compareObjects, type Finding, type ObjectComparison } from "./objects.ts";
import { compareCapacity, compareImages, compareProcesses } from "./running.ts";
import { targetOf, type Target } from "./target.ts";
import { unreadable } from "./unreadable.ts";

export type DimensionState = "match" | "allowed" | "different" | "unknown";

export interface ClusterConsistency {
  readonly dimensions: Readonly<Record<DimensionId, DimensionState>>;
  readonly differences: readonly Difference[];
  /** Why a dimension is unknown. */
  readonly unknowns: Readonly<Partial<Record<DimensionId, string>>>;
  readonly driftScore: Measured;
  /** The same for clusters that ended in the same state; undefined when a dimension is unknown. */
  readonly fingerprint: string | undefined;
}

/** Compares a cluster's final state with its golden one, the target version's image put in place. */
export function compareCluster(evidence: Evidence, cluster: string): ClusterConsistency {
  const { golden, final } = evidence.perCluster.get(cluster)!;
  if (golden === undefined) return nothingKnown("no state was taken before the release");
  if (final === undefined) return nothingKnown("no state was taken at the end");
  const target = targetOf(evidence, cluster);
  const objects = compareWhole(golden, final, target);
  const unknowns = unreadable(golden, final, target);
  const found: readonly Finding[] = [
    ...(objects?.findings ?? []),
    ...(unknowns.D2 === undefined ? compareProcesses(golden, final) : []),
    ...(unknowns.D3 === undefined ? compareImages(final, target.digest!) : []),
    ...(unknowns.D4 === undefined ? compareCapacity(golden, final) : []),
    ...(unknowns.D5 === undefined ? compareWeight(golden, final) : []),
    ...(unknowns.D8 === undefined ? stuck(golden, final) : []),
    ...(unknowns.D9 === undefined ? leftOver(golden, final) : []),
  ];
  const { allowedDifferences } = evidence.plan.scenario.expect;
  const differences = found
    .map((finding): Difference => {
      const allowed = reasonToAllow(allowedDifferences, cluster, finding);
      return allowed === undefined ? finding : { ...finding, allowed };
    })
    .sort((a, b) => dimensionIds.indexOf(a.dimension) - dimensionIds.indexOf(b.dimension));
  const stateOf = (dimension: DimensionId): DimensionState => {
    const own = differences.filter((difference) => difference.dimension === dimension);
    if (own.some(({ allowed }) => allowed === undefined)) return "different";
    if (unknowns[dimension] !== undefined) return "unknown";
    return own.length > 0 ? "allowed" : "match";
  };
  const dimensions = Object.fromEntries(dimensionIds.map((id) => [id, stateOf(id)])) as Record<
    DimensionId,
    DimensionState
  >;
  return {
    dimensions,
    differences,
    unknowns,
    driftScore: driftScoreOf(objects),
    fingerprint: Object.values(dimensions).includes("unknown")
      ? undefined
      : fingerprintOf(differences, final, target.version),
  };
}

function compareWhole(golden: StateSnapshot, final: StateSnapshot, target: Target): ObjectComparison | undefined {
  if (golden.objects === undefined || final.objects === undefined) return undefined;
  const imagePath = `spec.template.spec.containers[${target.container}].image`;
  return compareObjects({
    golden: golden.objects,
    final: final.objects,
    acceptable: (path, value) =>
      path === imagePath && value === target.goldenImage ? (target.references ?? [value]) : [value],
  });
}

function compareWeight(golden: StateSnapshot, final: StateSnapshot): readonly Finding[] {
  if (golden.weight === final.weight) return [];
  return [{ dimension: "D5", path: "router: weight", expected: String(golden.weight), found: String(final.weight) }];
}

function stuck(golden: StateSnapshot, final: StateSnapshot): readonly Finding[] {
  return final
    .terminating!.filter((name) => !golden.terminating!.includes(name))
    .map((path) => ({ dimension: "D8", path, expected: "gone", found: "stuck terminating" }));
}

function leftOver(golden: StateSnapshot, final: StateSnapshot): readonly Finding[] {
  return final
    .residue!.filter((text) => !golden.residue!.includes(text))
    .map((found) => ({ dimension: "D9", path: "residue", expected: "none", found }));
}

function driftScoreOf(objects: ObjectComparison | undefined): Measured {
  if (objects === undefined) return unknown("objects could not be read");
  return measured(objects.comparedLeaves === 0 ? 1 : objects.matchedLeaves / objects.comparedLeaves);
}

/** Each cluster differs from the others as it did before; what counts is how it differs from itself, and what it runs. */
function fingerprintOf(differences: readonly Difference[], final: StateSnapshot, target: string): string {
  const unexplained = differences
    .filter(({ allowed }) => allowed === undefined)
    .map(({ dimension, path, found }) => `${dimension} ${path} = ${found}`)
    .sort();
  const digests = [...new Set(final.containers?.map(({ digest }) => digest ?? "none"))].sort();
  const versions = [...new Set(final.processes?.map(({ version }) => version))].sort();
  return JSON.stringify({ target, unexplained, digests, versions });
}

function nothingKnown(why: string): ClusterConsistency {
  const each = <Value>(value: Value) =>
    Object.fromEntries(dimensionIds.map((id) => [id, value])) as Record<DimensionId, Value>;
  return {
    dimensions: each("unknown"),
    differences: [],
    unknowns: each(why),
    driftScore: unknown(why),
    fingerprint: undefined,
  };
}
