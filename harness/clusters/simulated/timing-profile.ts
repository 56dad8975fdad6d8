import { z } from "zod";
import { checkShape } from "../../scenario/checks/shape.ts";
import { composeFile } from "../../scenario/document/include.ts";
import { plain } from "../../scenario/document/located.ts";
import { ScenarioProblems } from "../../scenario/document/problem.ts";
import { expectation } from "../../scenario/schema/expectation.ts";
import { bandwidth, duration } from "../../scenario/schema/text.ts";
import { defaultTimings, type Timings } from "./timings.ts";

/** What depends on the machine, and can be named in a profile; what Kubernetes fixes in its source cannot. */
const profileSchema = z.strictObject({
  timings: z
    .strictObject({
      watchLatency: duration,
      volumeSetup: duration,
      sandboxCreation: duration,
      containerStart: z.tuple([duration, duration], "two durations: the shortest and the longest"),
      processExit: duration,
      podCleanup: duration,
      registryAnswer: duration,
      pullOverhead: duration,
      pullBandwidth: bandwidth,
      nodeBoot: duration,
      proxyLatency: duration,
    })
    .partial(),
});

/** A part of the timings that a profile can name. */
export type MachineTimings = z.output<typeof profileSchema>["timings"];

/**
 * The simulator's timings with those of a profile in their place, as `drill calibrate` writes it.
 * @throws UserError when the file cannot be read, ScenarioProblems with all that is wrong in it.
 */
export function readTimingProfile(path: string): Timings {
  const { root, problems } = composeFile(path);
  if (root === undefined || problems.length > 0) throw new ScenarioProblems(path, problems);
  const parsed = profileSchema.safeParse(plain(root), { error: expectation });
  if (!parsed.success) throw new ScenarioProblems(path, checkShape(root, parsed.error.issues));
  return Object.assign({}, defaultTimings, parsed.data.timings);
}
