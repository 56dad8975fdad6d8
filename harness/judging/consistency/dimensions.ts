import type { DimensionId } from "../verdict.ts";

/** What each dimension compares, for reports. */
export const dimensionTitles: Readonly<Record<DimensionId, string>> = {
  D1: "workload",
  D2: "configuration",
  D3: "running image",
  D4: "capacity",
  D5: "routing",
  D8: "objects",
  D9: "residue",
};
