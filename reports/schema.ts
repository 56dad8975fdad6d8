import { z } from "zod";
import { dimensionIds, gateIds } from "../harness/scenario/schema/expect.ts";
import type { Summary } from "../harness/judging/summary.ts";
import type { Verdict } from "../harness/judging/verdict.ts";

const ms = z.number().meta({ description: "drill time, ms" });
const share = z.number().min(0).max(1).meta({ description: "0 to 1" });
const count = z.int().min(0);

const measured = z
  .discriminatedUnion("state", [
    z.strictObject({ state: z.literal("measured"), value: z.number() }),
    z.strictObject({ state: z.literal("exceeded"), limit: z.number() }),
    z.strictObject({ state: z.literal("unknown"), why: z.string() }),
    z.strictObject({ state: z.literal("not-applicable"), why: z.string() }),
  ])
  .meta({
    description: "a time in ms, a share of 0 to 1 or a count; exceeded: not reached within limit; unknown is never 0",
  });

const outcome = z.enum(["passed", "failed", "unknown"]);
const gateId = z.enum(gateIds);
const dimensionId = z.enum(dimensionIds);

const gate = z.strictObject({
  gate: gateId,
  title: z.string(),
  outcome,
  assertions: z.array(
    z.strictObject({ gate: gateId, cluster: z.string().optional(), title: z.string(), outcome, detail: z.string() }),
  ),
});

const cluster = z.strictObject({
  cluster: z.string(),
  target: z.string(),
  inScope: z.boolean(),
  noImpact: z.boolean(),
  impactAt: measured,
  timeToDetect: measured,
  timeToMitigate: measured,
  timeToRecover: measured,
  availability: measured,
  failedRequests: count,
  badSeconds: count,
  dimensions: z.record(dimensionId, z.enum(["match", "allowed", "different", "unknown"])),
  differences: z.array(
    z.strictObject({
      dimension: dimensionId,
      path: z.string(),
      expected: z.string(),
      found: z.string(),
      allowed: z.string().optional(),
    }),
  ),
  equivalenceClass: z.string(),
  driftScore: measured,
});

const fleet = z.strictObject({
  timeToDetect: measured,
  timeToAcknowledge: measured,
  timeToMitigate: measured,
  timeToRecover: measured,
  recoverySkew: measured,
  falseSuccessGap: measured,
  versionSkewWindow: measured,
  badExposureTime: measured,
  badExposureRequests: measured,
  timeToRedeploy: measured,
  availability: measured,
  blastRadius: measured,
  errorBudgetBurned: measured,
  procedureDuration: measured,
  procedure: z.strictObject({ errors: count, retries: count, manual: count, unsafe: count }),
});

const score = z.strictObject({
  total: z.number().min(0).max(100),
  parts: z.array(
    z.strictObject({
      part: z.enum(["detect", "mitigate", "fleet recover", "skew", "availability", "blast radius", "procedure"]),
      weight: z.number(),
      value: share,
      from: z.string(),
    }),
  ),
});

const verdict = z.strictObject({
  format: z.literal(1),
  scenario: z.string(),
  procedure: z.string(),
  driver: z.string(),
  timings: z.string().optional(),
  clock: z.enum(["virtual", "real"]),
  speed: z.number(),
  seed: z.number(),
  verdict: z.enum(["pass", "fail", "invalid", "aborted"]),
  reasons: z.array(z.string()),
  gates: z.array(gate),
  clusters: z.array(cluster),
  fleet,
  score: score.optional().meta({ description: "absent for invalid and aborted runs" }),
  sampleInterval: ms,
  story: z.array(z.strictObject({ at: ms, text: z.string() })),
  notes: z.array(z.string()),
});

const interval = z.strictObject({ low: z.number(), high: z.number() });

const summary = z.strictObject({
  scenario: z.string(),
  procedure: z.string(),
  runs: count,
  invalid: count,
  passed: count,
  failed: count,
  passInterval: interval,
  timeToRecover: z.strictObject({
    median: measured,
    medianInterval: interval.optional(),
    p90: measured,
    min: measured,
    max: measured,
  }),
  failingSeeds: z.array(z.number()),
  invalidSeeds: z.array(z.number()),
});

/** What the json reporter writes. `format` changes when a reader would have to. */
export const reportSchema = z
  .strictObject({
    format: z.literal(1),
    runs: z.array(
      z.strictObject({
        file: z.string().meta({ description: "the scenario file as the user wrote it" }),
        folder: z.string().optional().meta({ description: "where the run is stored" }),
        verdict,
      }),
    ),
    summaries: z.array(summary).meta({ description: "runs of one scenario with one procedure, summed up" }),
  })
  .meta({ title: "rollback-drill report" });

export interface Report {
  readonly format: 1;
  readonly runs: readonly { readonly file: string; readonly folder?: string; readonly verdict: Verdict }[];
  readonly summaries: readonly Summary[];
}
