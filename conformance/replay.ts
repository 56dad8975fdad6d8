import { describe, expect, test } from "vitest";
import { differences, withoutDifferences } from "./differences.ts";
import { perform } from "./run.ts";
import { simulatedStage } from "./simulated/stage.ts";
import { readRecording, type Recording, type Transcript } from "./transcript.ts";

/** ms that one transcript may take on a busy machine. */
const deadline = 3 * 60_000;

/** One test per transcript and version of kubectl: what a simulated cluster makes of it is what a real one did. */
export function describeReplay(transcripts: readonly Transcript[]): void {
  describe.concurrent("on a simulated cluster", () => {
    const cases = transcripts.flatMap((transcript) =>
      transcript.kubectl.map((version) => ({ transcript, version, name: transcript.name })),
    );
    test.for(cases)("$name with kubectl $version", { timeout: deadline }, async ({ transcript, version }) => {
      const { name } = transcript;
      const recorded = readRecording(transcript, version);
      // One of its own: on a shared cluster, lists and discovery would show what others make.
      await using stage = await simulatedStage(transcript.speed, transcript.workers);
      const replayed = await perform(transcript, version, stage);
      const [here, there] = [withoutDifferences(name, replayed), withoutDifferences(name, recorded)];
      expect(here, firstDifference(here, there)).toEqual(there);
      if (differences.some(({ transcripts: affected }) => affected.includes(name))) {
        expect(replayed, "it no longer differs: take it out of differences.ts").not.toEqual(recorded);
      }
    });
  });
}

/** The first lines that differ: what is shown of a failure in a list of them. */
function firstDifference(replayed: Recording, recorded: Recording): string {
  for (const part of ["output", "objects"] as const) {
    const [here, there] = [replayed[part].split("\n"), recorded[part].split("\n")];
    const line = there.findIndex((text, i) => text !== here[i]);
    if (here[line] !== there[line])
      return `line ${line + 1} of the ${part} is ${show(here[line])}, recorded was ${show(there[line])}`;
    if (here.length > there.length) return `the ${part} go on with ${show(here[there.length])}`;
  }
  return "nothing differs";
}

const show = (line: string | undefined) => (line === undefined ? "missing" : JSON.stringify(line));
