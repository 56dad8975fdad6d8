import { until } from "../base/until.ts";
import type { FaultSchedule } from "./fault-schedule.ts";
import type { LiveContext } from "./context.ts";
import type { Rollout } from "./rollout.ts";
import type { Watch } from "./watch.ts";

/** The window over which users are judged, ms: recovery is seen this much later than it happens. */
const usersWindow = 10_000;

export interface SettleOptions {
  readonly watch: Watch;
  readonly faults: FaultSchedule;
  readonly rollout: Rollout;
  /** Drill time at which the bad release reached the first cluster, ms. */
  readonly badAt: number;
}

/**
 * Watches on after the procedure until every cluster has been fine for as long as recovery must hold, or until the
 * scenario's limits have passed. Faults and waves of the rollout that are still to come are waited for.
 */
export async function settle(context: LiveContext, { watch, faults, rollout, badAt }: SettleOptions): Promise<void> {
  const { plan, clock, clusters, signal, emit } = context;
  const { recoveredWithin, settledWithin } = plan.scenario.expect;
  const impactAt = watch.impactAt ?? badAt;
  const margin = usersWindow + 2 * plan.sampleInterval;
  const limit = Math.min(impactAt + recoveredWithin, clock.now() + settledWithin);
  const held = await until(
    () => {
      const fine = clusters.every(({ name }) => watch.healthyFor(name) >= plan.hold + margin);
      return fine && !faults.pending && !rollout.running ? true : undefined;
    },
    { clock, every: 1_000, deadline: limit + plan.hold + margin, signal },
  );
  emit({ type: "settled", reason: held ? "recovered" : "limit" });
}
