import Table from "cli-table3";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { formatDuration } from "../base/duration.ts";
import { exitCodes, UserError } from "../base/errors.ts";
import { calibrate as findTimings, type StageFit } from "../calibration/calibrate.ts";
import { profileText } from "../calibration/profile-text.ts";
import { joinStages, type Spread, type Stages, stagesOf } from "../calibration/stages.ts";
import { fileNames } from "../runs/run-folder.ts";
import { readTimeline } from "../timeline/reader.ts";
import type { Command } from "./command.ts";

interface Options {
  readonly write?: string;
}

export const calibrate: Command<Options> = {
  examples: [
    ["drill calibrate runs/clean-rollback/*", "compare simulated clusters with recorded runs on real ones"],
    ["drill calibrate RUN --write kind.yaml", "and write what makes them take as long"],
    ["drill run x.yaml --timings kind.yaml", "use it"],
  ],
  define(command) {
    command
      .argument("<runs...>", "folders of runs on real clusters")
      .option("--write <profile>", "where the timing profile goes; without it, to standard output");
  },
  async run({ args, options: { write } }, { terminal }) {
    const { timings, stages } = await findTimings(joinStages(args.map(stagesOfRun)));
    const text = profileText(timings, `${args.length} ${args.length === 1 ? "run" : "runs"} on real clusters`);
    terminal.out(`${tableOf(stages)}\n`);
    if (write === undefined) terminal.out(text);
    else {
      store(write, text);
      terminal.out(`profile: ${write}\n`);
    }
    return exitCodes.pass;
  },
};

/** @throws UserError for a folder without a timeline, and for a run that tells nothing of real pods. */
function stagesOfRun(folder: string): Stages {
  const stages = stagesOf(readTimeline(join(folder, fileNames.events)).events);
  if (stages.start.length > 0) return stages;
  throw new UserError(`${folder} tells nothing of how long pods take`, {
    hint: "Name runs of drills on real clusters that came to their end, such as those of --driver kind.",
  });
}

function tableOf(stages: readonly StageFit[]): string {
  const table = new Table({
    head: ["stage of a pod", "seen", "on real clusters", "", "on simulated ones", ""],
    style: { head: [], border: [] },
  });
  for (const { stage, real, simulated } of stages)
    table.push([stage, real.count, ...spreadCells(real), ...spreadCells(simulated)]);
  return table.toString();
}

/** Median, then the range that holds four of five. */
function spreadCells({ median, low, high }: Spread): readonly [string, string] {
  return [formatDuration(median), `${formatDuration(low)} to ${formatDuration(high)}`];
}

function store(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (cause) {
    throw new UserError(`cannot write ${path}: ${(cause as Error).message}`, {
      cause,
      hint: "Name a file in a folder that exists and may be written to.",
    });
  }
}
