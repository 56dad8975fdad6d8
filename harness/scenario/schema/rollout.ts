import { z } from "zod";
import { anchor, clusterName, duration, share, versionName } from "./text.ts";

export const rolloutSchema = z
  .strictObject({
    to: z
      .union([versionName.transform((one) => [one]), z.array(versionName).min(1)])
      .prefault("bad")
      .meta({ description: "the version rolled out, or several, one release after the other" }),
    waves: z
      .array(z.array(clusterName).min(1))
      .optional()
      .meta({ description: "clusters that are updated together, wave after wave; default all at once" }),
    waveTimeout: duration
      .prefault("2m")
      .meta({ description: "the next wave starts when a wave is finished, or after this" }),
    whenProcedureStarts: z.enum(["stop", "continue"]).default("stop").meta({
      description: "continue: further waves begin until the procedure stops the rollout itself",
    }),
  })
  .prefault({})
  .meta({ description: "how the bad release reaches the clusters" });

export const detectionSchema = z
  .strictObject({
    window: duration.prefault("30s").meta({ description: "how far back the share of bad requests is taken" }),
    badShare: share.prefault("5%").meta({ description: "share of bad requests in any region that fires" }),
    rolloutStuck: duration.prefault("1m").meta({ description: "a rollout that makes no progress for this long fires" }),
    within: duration.prefault("10m").meta({ description: "nothing detected after this long: the drill is invalid" }),
    at: anchor.optional().meta({ description: "declared by the operator at this event instead of by the rules" }),
  })
  .prefault({})
  .meta({ description: "the rules that notice the bad release" });
