import type { World } from "../clusters/driver.ts";
import { referencesOf } from "../clusters/references.ts";
import type { WorldSpec } from "../clusters/world.ts";
import type { ClusterTarget } from "../probes/probe.ts";
import type { StateSnapshot } from "../probes/state.ts";
import type { Plan } from "../scenario/plan.ts";

export interface ResolvedVersion {
  readonly image: string;
  readonly version: string;
  readonly digest?: string;
}

/** Asks the registry what each version's reference means, before anything can be moved. */
export async function resolveVersions(
  { registry }: World,
  { images }: WorldSpec,
): Promise<Record<string, ResolvedVersion>> {
  const entries = await Promise.all(
    Object.entries(images).map(async ([name, { reference, version }]) => {
      const digest = await registry.digest(reference);
      return [name, { image: reference, version, ...(digest !== undefined && { digest }) }] as const;
    }),
  );
  return Object.fromEntries(entries);
}

export interface TargetsRequest {
  readonly plan: Plan;
  readonly spec: WorldSpec;
  readonly versions: Readonly<Record<string, ResolvedVersion>>;
  readonly golden: ReadonlyMap<string, StateSnapshot>;
}

/** What each cluster should run in the end. */
export function targetsOf({ plan, spec, versions, golden }: TargetsRequest): Map<string, ClusterTarget> {
  return new Map(
    Object.entries(plan.targets).map(([cluster, version]) => {
      const digest = versions[version]!.digest;
      const references = referencesOf(spec.images[version]!.reference, digest, spec.registry);
      return [cluster, { version, digest, references, golden: golden.get(cluster)! }];
    }),
  );
}
