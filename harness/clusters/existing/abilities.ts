import type { Ability } from "../driver.ts";

/** What a drill can do on every cluster of others. */
export const usualAbilities: ReadonlySet<Ability> = new Set<Ability>([
  "link-shaping",
  "region-links",
  "api-cut",
  "traffic-weights",
  "audit",
]);
