import { referencesOf } from "../../clusters/references.ts";
import type { Evidence } from "../evidence.ts";

/** What a cluster's workload should be in the end. */
export interface Target {
  readonly version: string;
  readonly digest: string | undefined;
  readonly container: string | undefined;
  /** What golden asks for. */
  readonly goldenImage: string | undefined;
  /** Every reference that names what it should ask for in the end; undefined when the version was not resolved. */
  readonly references: readonly string[] | undefined;
}

export function targetOf(evidence: Evidence, cluster: string): Target {
  const { plan } = evidence;
  const version = plan.targets[cluster]!;
  const resolved = evidence.last("versionsResolved")?.versions[version];
  const { golden } = evidence.perCluster.get(cluster)!;
  const { application, registry } = plan.scenario;
  return {
    version,
    digest: resolved?.digest,
    container: application.container ?? golden?.containers?.[0]?.container,
    goldenImage: golden?.image,
    references:
      resolved &&
      referencesOf(resolved.image, resolved.digest, { host: hostOf(resolved.image), mirror: registry.mirror }),
  };
}

function hostOf(reference: string): string {
  return reference.slice(0, Math.max(0, reference.indexOf("/")));
}
