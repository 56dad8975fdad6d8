import type { KubernetesObject } from "../../../kubernetes.ts";
import type { Condition } from "../../kinds/condition.ts";
import type { Pod } from "../../kinds/pod.ts";

/** A strategic merge patch of a pod's status that sets one condition and leaves the others, and their order, alone. */
export function conditionPatch({ status }: Pod, condition: Partial<Condition> & Pick<Condition, "type">) {
  const types = (status?.conditions ?? []).map(({ type }) => type);
  const order = (types.includes(condition.type) ? types : [...types, condition.type]).map((type) => ({ type }));
  const body = { status: { "$setElementOrder/conditions": order, conditions: [condition] } };
  return { type: "strategic-merge", body: body as unknown as KubernetesObject } as const;
}
