import { capacity } from "./capacity.ts";
import { effectiveConfig } from "./effective-config.ts";
import type { Probe } from "./probe.ts";
import { runningDigest } from "./running-digest.ts";
import { workloadTarget } from "./workload-target.ts";

/** Every probe, in the order in which reports name them. A cluster has recovered when all are ok, and its users too. */
export const probeCatalogue: readonly Probe[] = [workloadTarget, capacity, runningDigest, effectiveConfig];
