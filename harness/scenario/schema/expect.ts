import { z } from "zod";
import { formatDuration } from "../../base/duration.ts";
import { clusterName, duration, share, versionName } from "./text.ts";

/** Consistency dimensions, numbered as in docs/judging.md. */
export const dimensionIds = ["D1", "D2", "D3", "D4", "D5", "D8", "D9"] as const;
export const gateIds = ["G1", "G3", "G4", "G5", "G6", "G7", "G8"] as const;

const allowedDifference = z.strictObject({
  dimension: z.enum(dimensionIds).meta({ description: "dimension of consistency, as the report names it" }),
  path: z
    .string()
    .min(1)
    .meta({ description: "path of the difference as the report prints it; * stands for any part" }),
  on: z.array(clusterName).optional().meta({ description: "clusters; default all" }),
  reason: z.string().min(1).meta({ description: "why it may differ; printed in the report" }),
});

const forbiddenAction = z.strictObject({
  action: z
    .enum(["delete-ready-pod", "delete-workload", "delete-volume-claim", "delete-namespace", "write"])
    .meta({ description: "what must not be done; write is every change" }),
  on: z.array(clusterName).optional().meta({ description: "clusters; default all" }),
  reason: z.string().min(1).optional().meta({ description: "why; printed in the report" }),
});

const scoreTimes = (detect: string, mitigate: string, recover: string, skew: string) =>
  z
    .strictObject({
      detect: duration.prefault(detect),
      mitigate: duration.prefault(mitigate),
      recover: duration.prefault(recover),
      skew: duration.prefault(skew),
    })
    .prefault({});

interface ScoreTimes {
  readonly detect: number;
  readonly mitigate: number;
  readonly recover: number;
  readonly skew: number;
}

/** Between its target and its limit a time scores something: the limit must come later. */
function refuseInvertedTimes(
  { targets, limits }: { readonly targets: ScoreTimes; readonly limits: ScoreTimes },
  context: z.RefinementCtx,
): void {
  for (const key of ["detect", "mitigate", "recover", "skew"] as const) {
    if (limits[key] > targets[key]) continue;
    const message = `${formatDuration(limits[key])}; expected more than targets.${key}, ${formatDuration(targets[key])}`;
    context.addIssue({ code: "custom", path: ["limits", key], message });
  }
}

export const expectSchema = z
  .strictObject({
    decision: z
      .string()
      .min(1)
      .default("rollback")
      .meta({ description: "the decision that the procedure must take: rollback, refuse-rollback, …" }),
    target: z
      .union([versionName, z.record(clusterName, versionName)])
      .default("good")
      .meta({ description: "version that must run in the end; by cluster where they differ" }),
    recoveredWithin: duration
      .prefault("15m")
      .meta({ description: "hard limit from the first impact, for every cluster" }),
    settledWithin: duration
      .prefault("5m")
      .meta({ description: "hard limit from the end of the procedure, when nothing acts any more" }),
    hold: duration
      .optional()
      .meta({ description: "how long recovery must hold; default 60s on virtual time, 13s on real" }),
    claimGrace: duration.prefault("5s").meta({
      description: "a cluster that recovers later than this after the procedure said done makes it a false success",
    }),
    availability: share
      .prefault("95%")
      .meta({ description: "floor of good requests in every region, from the first impact on" }),
    untouched: z.array(clusterName).default([]).meta({ description: "clusters that nothing may change or restart" }),
    forbidden: z
      .array(forbiddenAction)
      .default([
        { action: "delete-ready-pod", reason: "a healthy pod is capacity" },
        { action: "delete-workload" },
        { action: "delete-volume-claim" },
        { action: "delete-namespace" },
      ])
      .meta({ description: "what the procedure must not do" }),
    allowedDifferences: z
      .array(allowedDifference)
      .default([])
      .meta({ description: "differences from the baseline or between clusters that are meant to be" }),
    redeploy: z
      .union([
        z.literal(false),
        z.strictObject({
          to: versionName.default("next").meta({ description: "the version" }),
          within: duration.prefault("10m"),
        }),
      ])
      .prefault({})
      .meta({ description: "a later good release that must deploy cleanly when all is over; false leaves it out" }),
    targets: scoreTimes("1m", "5m", "5m", "1m").meta({ description: "times that score full points" }),
    limits: scoreTimes("5m", "15m", "15m", "10m").meta({ description: "times that score none" }),
  })
  .superRefine(refuseInvertedTimes)
  .prefault({})
  .meta({ description: "what must hold at the end" });
