import type { KubernetesObject, OwnerReference } from "../../../kubernetes.ts";
import { apiVersionOf, verbName } from "../../api/resources/names.ts";
import { scaleOf } from "../../api/scale.ts";
import { StatusError } from "../../api/status-error.ts";
import type { LabelSelector } from "../../kinds/labels.ts";
import type { Pod } from "../../kinds/pod.ts";
import type { ControlPlane } from "../kit/control-plane.ts";
import { controllerOf } from "../kit/owners.ts";

/** Why nobody can say how many pods there should be, in the words of the real controller. */
interface Unknown {
  readonly problem: string;
}

/** How many pods there should be, as far as somebody owns them. */
export interface Expectation {
  readonly expected: number;
  /** Nobody owns some of the pods: they count for nothing. */
  readonly hasUnowned: boolean;
}

/** How many pods the owners of some pods want to have; pods of a ReplicaSet count for its Deployment. */
export function expectedPods(pods: readonly Pod[], plane: Pick<ControlPlane, "api">): Expectation | Unknown {
  let hasUnowned = false;
  const owners = new Map<string, number>();
  for (const pod of pods) {
    const { name, namespace } = pod.metadata;
    const reference = controllerOf(pod);
    if (reference === undefined) {
      hasUnowned = true;
      continue;
    }
    const found = findScaled(reference, namespace!, plane);
    if (found === undefined) return { problem: `found no controllers for pod ${JSON.stringify(name)}` };
    if ("problem" in found) return found;
    const parent = controllerOf(found.owner);
    const above = parent?.kind === "Deployment" ? findScaled(parent, namespace!, plane) : undefined;
    const { owner, replicas } = above === undefined || "problem" in above ? found : above;
    owners.set(owner.metadata.uid!, replicas);
  }
  return { expected: [...owners.values()].reduce((sum, replicas) => sum + replicas, 0), hasUnowned };
}

interface Scaled {
  readonly owner: KubernetesObject;
  readonly replicas: number;
}

/** An owner that is still the one that is meant, and its scale; jobs and daemon sets have none. */
function findScaled(
  { apiVersion, kind, name, uid }: OwnerReference,
  namespace: string,
  { api }: Pick<ControlPlane, "api">,
): Scaled | Unknown | undefined {
  const resource = api.kinds.all().find((other) => other.kind === kind && apiVersionOf(other) === apiVersion);
  if (resource === undefined)
    return { problem: `no matches for kind ${JSON.stringify(kind)} in version ${JSON.stringify(apiVersion)}` };
  if (!resource.subresources.includes("scale")) {
    const { plural, group } = resource;
    return { problem: `${group === "" ? plural : `${plural}.${group}`} does not implement the scale subresource` };
  }
  try {
    const owner = api.get(verbName(resource), namespace, name);
    if (owner.metadata.uid !== uid) return undefined;
    return { owner, replicas: scaleOf(owner, resource.custom?.scale)["spec"].replicas ?? 0 };
  } catch (error) {
    if (error instanceof StatusError && error.code === 404) return undefined;
    throw error;
  }
}

/** What is said of a budget over pods that nobody owns. */
export function unmanagedPods(selector: LabelSelector = {}): string {
  return (
    `Pods selected by this PodDisruptionBudget (selector: ${goText(selector)}) were found to be unmanaged. ` +
    "As a result, the status of the PDB cannot be calculated correctly, which may result in undefined behavior. " +
    'To account for these pods please set ".spec.minAvailable" field of the PDB to an integer value.'
  );
}

/** A selector as Go prints one. */
function goText({ matchLabels = {}, matchExpressions = [] }: LabelSelector): string {
  const labels = Object.keys(matchLabels).sort();
  const equal = labels.map((key) => `${key}: ${matchLabels[key]},`).join("");
  const rules = matchExpressions.map(
    ({ key, operator, values = [] }) =>
      `LabelSelectorRequirement{Key:${key},Operator:${operator},Values:[${values.join(" ")}],},`,
  );
  return `&LabelSelector{MatchLabels:map[string]string{${equal}},MatchExpressions:[]LabelSelectorRequirement{${rules.join("")}},}`;
}
