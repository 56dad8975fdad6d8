import { formatDuration } from "../base/duration.ts";
import { until } from "../base/until.ts";
import type { LiveContext } from "./context.ts";
import type { Rollout } from "./rollout.ts";
import type { Watch } from "./watch.ts";

/** Waits until a rule notices the bad release, and says so on the timeline. Nothing noticed in time is said as well. */
export async function detect(context: LiveContext, watch: Watch, rollout: Rollout, signal: AbortSignal): Promise<void> {
  const { plan, clock, anchors, emit, clusters } = context;
  const { window, badShare, rolloutStuck, within, at } = plan.scenario.detection;
  if (at !== undefined) {
    await anchors.reached(at, signal);
    emit({ type: "detected", rule: "declared", detail: at.text });
    return;
  }
  const found = await until(
    () => {
      for (const { name } of clusters) {
        const bad = watch.badShare(name, window);
        if (watch.impactAt !== undefined && bad !== undefined && bad > badShare)
          return { rule: "bad-share", detail: `${name}: ${percent(bad)} of requests bad in ${formatDuration(window)}` };
        const stuck = rollout.stuckFor(name);
        if (stuck !== undefined && stuck >= rolloutStuck)
          return { rule: "rollout-stuck", detail: `${name}: no progress for ${formatDuration(stuck)}` };
      }
      return undefined;
    },
    { clock, every: 1_000, deadline: clock.now() + within, signal },
  );
  if (found !== undefined) emit({ type: "detected", ...found });
  else emit({ type: "notDetected", detail: `no rule fired within ${formatDuration(within)}` });
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)}%`;
}
