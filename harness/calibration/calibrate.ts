import { defaultTimings, type Timings } from "../clusters/simulated/timings.ts";
import { prepareStages } from "./simulate.ts";
import { type Spread, spreadOf, stageNames, type StageName, type Stages } from "./stages.ts";

/** How long one stage took on real clusters, and takes on simulated ones with the timings that were found. */
export interface StageFit {
  readonly stage: StageName;
  readonly real: Spread;
  readonly simulated: Spread;
}

export interface Calibration {
  readonly timings: Timings;
  /** Stages that no real pod went through are missing. */
  readonly stages: readonly StageFit[];
}

/** Rounds after which the medians differ by less than the stages' own spread. */
const rounds = 3;

/**
 * Finds the timings with which simulated pods take as long for each stage as real ones took, by their medians; for starts
 * the spread between the 10th and the 90th percentile too. Each round simulates a drill and corrects every timing by what
 * its stage is off. A stage of which nothing was seen keeps its default.
 */
export async function calibrate(real: Stages): Promise<Calibration> {
  const simulate = await prepareStages();
  let timings = defaultTimings;
  for (let round = 0; round < rounds; round++) timings = corrected(timings, real, await simulate(timings));
  const simulated = await simulate(timings);
  const stages = stageNames.flatMap((stage): StageFit[] => {
    const [seen, shown] = [spreadOf(real[stage]), spreadOf(simulated[stage])];
    return seen === undefined || shown === undefined ? [] : [{ stage, real: seen, simulated: shown }];
  });
  return { timings, stages };
}

function corrected(timings: Timings, real: Stages, simulated: Stages): Timings {
  const off = (stage: StageName, of: (spread: Spread) => number = ({ median }) => median) => {
    const [seen, shown] = [spreadOf(real[stage]), spreadOf(simulated[stage])];
    return seen === undefined || shown === undefined ? 0 : of(seen) - of(shown);
  };
  return {
    ...timings,
    ...startTimings(
      timings,
      off("start"),
      off("start", ({ low, high }) => high - low),
    ),
    ...pullTimings(timings, off("pull"), spreadOf(simulated.pull)),
    processExit: atLeast(0, timings.processExit + off("stop")),
    podCleanup: atLeast(0, timings.podCleanup + off("removal")),
  };
}

/** Half of what is off goes to the sandbox, and half to the container, whose start is what varies. */
function startTimings(
  { sandboxCreation, containerStart: [from, to] }: Timings,
  median: number,
  width: number,
): Pick<Timings, "sandboxCreation" | "containerStart"> {
  const middle = atLeast(0, (from + to) / 2 + median / 2);
  const half = Math.min(middle, atLeast(0, (to - from + width) / 2));
  return {
    sandboxCreation: atLeast(0, sandboxCreation + median / 2),
    containerStart: [Math.round(middle - half), Math.round(middle + half)],
  };
}

/** What does not depend on an image's size is corrected; where there is nothing left to take from it, the bandwidth is. */
function pullTimings(
  { pullOverhead, pullBandwidth }: Timings,
  off: number,
  simulated: Spread | undefined,
): Pick<Timings, "pullOverhead" | "pullBandwidth"> {
  if (simulated === undefined || pullOverhead + off >= 0)
    return { pullOverhead: Math.round(pullOverhead + off), pullBandwidth };
  const transfer = simulated.median - pullOverhead;
  const wanted = Math.max(1, transfer + pullOverhead + off);
  return { pullOverhead: 0, pullBandwidth: Math.round((pullBandwidth * transfer) / wanted) };
}

function atLeast(least: number, ms: number): number {
  return Math.max(least, Math.round(ms));
}
