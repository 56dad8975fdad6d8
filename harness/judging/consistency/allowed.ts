import type { Plan } from "../../scenario/plan.ts";
import type { Finding } from "./objects.ts";

type AllowedDifference = Plan["scenario"]["expect"]["allowedDifferences"][number];

/** The scenario's reason why this difference is none, if it gives one. A `*` in its path stands for any text. */
export function reasonToAllow(
  allowances: readonly AllowedDifference[],
  cluster: string,
  { dimension, path }: Finding,
): string | undefined {
  return allowances.find(
    (one) => one.dimension === dimension && (one.on?.includes(cluster) ?? true) && matches(one.path, path),
  )?.reason;
}

function matches(pattern: string, path: string): boolean {
  const expression = pattern.split("*").map(escape).join(".*");
  return new RegExp(`^${expression}$`, "s").test(path);
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
