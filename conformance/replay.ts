import { describe, expect, test } from "vitest";
import { differences, withoutDifferences } from "./differences.ts";
import { perform } from "./run.ts";
import { simulatedStage } from "./simulated/stage.ts";
import { readRecording, type Transcript } from "./transcript.ts";

/** ms that one transcript may take on a busy machine. */
const deadline = 3 * 60_000;

/** One test per transcript and version of kubectl: what a simulated cluster makes of it is what a real one did. */
export function describeReplay(transcripts: readonly Transcript[]): void {
  const stages = new Map<string, ReturnType<typeof simulatedStage>>();
  const stageOf = ({ name, speed, workers }: Transcript, version: string) => {
    // What is done to nodes would be in the way of others.
    const key = workers === 0 ? String(speed) : `${name} ${version}`;
    return stages.get(key) ?? stages.set(key, simulatedStage(speed, workers)).get(key)!;
  };

  describe.concurrent("on a simulated cluster", () => {
    const cases = transcripts.flatMap((transcript) =>
      transcript.kubectl.map((version) => ({ transcript, version, name: transcript.name })),
    );
    test.for(cases)("$name with kubectl $version", { timeout: deadline }, async ({ transcript, version }) => {
      const { name } = transcript;
      const recorded = readRecording(transcript, version);
      const replayed = await perform(transcript, version, await stageOf(transcript, version));
      expect(withoutDifferences(name, replayed)).toEqual(withoutDifferences(name, recorded));
      if (differences.some(({ transcripts: affected }) => affected.includes(name))) {
        expect(replayed, "it no longer differs: take it out of differences.ts").not.toEqual(recorded);
      }
    });
  });
}
