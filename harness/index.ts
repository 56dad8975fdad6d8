// Declarations name AsyncDisposable, which a user's compiler may not have been told of.
/// <reference lib="esnext.disposable" preserve="true" />
export { startBareCluster, type BareCluster, type BareClusterOptions } from "./bare-cluster.ts";
export { UserError } from "./base/errors.ts";
export type { Cluster, Driver, World } from "./clusters/driver.ts";
export { judge } from "./judging/judge.ts";
export type {
  Assertion,
  ClusterResult,
  FleetMetrics,
  GateResult,
  Measured,
  Score,
  Verdict,
} from "./judging/verdict.ts";
export { runDrill, type RunDrillOptions } from "./run-drill.ts";
export type { DrillRun } from "./run.ts";
export type { Plan } from "./scenario/plan.ts";
export type { TimelineEvent } from "./timeline/events.ts";
export { drillMatchers, drillTest, type DrillTestOptions } from "./vitest.ts";
