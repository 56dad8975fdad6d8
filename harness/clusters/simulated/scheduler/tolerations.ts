import type { Taint } from "../kinds/node.ts";
import type { Toleration } from "../kinds/pod.ts";

/** The toleration by which a pod puts up with a taint; the first that fits. */
export function tolerationOf(taint: Taint, tolerations: readonly Toleration[] = []): Toleration | undefined {
  return tolerations.find((toleration) => tolerates(toleration, taint));
}

function tolerates({ key, operator = "Equal", value = "", effect }: Toleration, taint: Taint): boolean {
  if (effect !== undefined && effect !== taint.effect) return false;
  if (key !== undefined && key !== "" && key !== taint.key) return false;
  return operator === "Exists" || value === (taint.value ?? "");
}
