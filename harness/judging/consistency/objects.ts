import type { NormalisedObject } from "../../probes/state.ts";
import type { DimensionId } from "../verdict.ts";
import { leavesOf } from "./leaves.ts";

/** A difference before the scenario's allowances are looked at. */
export interface Finding {
  readonly dimension: DimensionId;
  readonly path: string;
  readonly expected: string;
  readonly found: string;
}

export interface ObjectComparison {
  readonly findings: readonly Finding[];
  readonly matchedLeaves: number;
  readonly comparedLeaves: number;
}

const dimensions: Readonly<Record<string, DimensionId>> = {
  "deployments.apps": "D1",
  "statefulsets.apps": "D1",
  "daemonsets.apps": "D1",
  "jobs.batch": "D1",
  "cronjobs.batch": "D1",
  "horizontalpodautoscalers.autoscaling": "D1",
  configmaps: "D2",
  secrets: "D2",
  services: "D5",
  "ingresses.networking.k8s.io": "D5",
};

/** Switches that a procedure throws and must throw back; the others of an object belong to its own dimension. */
const switches: ReadonlySet<string> = new Set(["spec.suspend"]);

/** The snapshot's residue tells of a pause. */
const toldElsewhere: ReadonlySet<string> = new Set(["spec.paused"]);

export interface ObjectsRequest {
  readonly golden: readonly NormalisedObject[];
  readonly final: readonly NormalisedObject[];
  /** Values that a field may have in the end, given what it had; the first one is printed. */
  readonly acceptable: (path: string, golden: string) => readonly string[];
}

/** Compares field by field; what guards rather than runs the application (quotas, policies, roles) is residue, D9. */
export function compareObjects({ golden, final, acceptable }: ObjectsRequest): ObjectComparison {
  const findings: Finding[] = [];
  let matchedLeaves = 0;
  let comparedLeaves = 0;
  const after = new Map(final.map((object) => [nameOf(object), object]));
  const before = new Set(golden.map(nameOf));
  for (const object of golden) {
    const name = nameOf(object);
    const own = dimensions[object.resource] ?? "D9";
    const now = after.get(name);
    if (now === undefined) {
      findings.push({ dimension: "D8", path: name, expected: "present", found: "missing" });
      if (own !== "D9") findings.push({ dimension: own, path: name, expected: "present", found: "missing" });
      comparedLeaves += leavesOf(object.content).size;
      continue;
    }
    const [wanted, actual] = [leavesOf(object.content), leavesOf(now.content)];
    for (const path of new Set([...wanted.keys(), ...actual.keys()])) {
      if (toldElsewhere.has(path)) continue;
      const accepted = acceptable(path, wanted.get(path) ?? "absent");
      const found = actual.get(path) ?? "absent";
      const expected = accepted[0] ?? "unknown";
      comparedLeaves++;
      if (accepted.includes(found)) matchedLeaves++;
      else findings.push({ dimension: switches.has(path) ? "D9" : own, path: `${name}: ${path}`, expected, found });
    }
  }
  for (const object of final)
    if (!before.has(nameOf(object)))
      findings.push({ dimension: "D8", path: nameOf(object), expected: "absent", found: "left behind" });
  return { findings, matchedLeaves, comparedLeaves };
}

function nameOf({ resource, name }: NormalisedObject): string {
  return `${resource}/${name}`;
}
