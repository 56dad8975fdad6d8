import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { RealClock } from "../harness/base/real-clock.ts";
import { missingForKind } from "../harness/clusters/kind/docker/missing.ts";
import { startKindCluster } from "./real/kind-cluster.ts";
import { realStage } from "./real/stage.ts";
import { perform, type Stage } from "./run.ts";
import { readRecording, readTranscripts } from "./transcript.ts";

/** Transcripts that one run records anew; the day decides which, so that all of them have their turn. */
const shareOfCore = 6;
const shareOfHelm = 3;

const missing = await missingForKind();
if (missing !== undefined) console.warn(`The recordings are not checked: ${missing}.`);

describe.skipIf(missing !== undefined)("the recordings are true", () => {
  const running = new AsyncDisposableStack();
  let stage: Stage;

  beforeAll(async () => {
    const { kubeconfig } = running.use(await startKindCluster());
    stage = running.use(await realStage(kubeconfig));
  });

  afterAll(() => running.disposeAsync());

  // A busy machine makes a real cluster stumble now and then; what is no longer true fails every time.
  describe.concurrent("on a kind cluster", () => {
    test.for(todaysShare())("$name", async (transcript) => {
      for (const version of transcript.kubectl.slice(-1))
        expect(await perform(transcript, version, stage)).toEqual(readRecording(transcript, version));
    });
  });
});

function todaysShare() {
  const all = readTranscripts().filter(({ workers }) => workers === 0);
  const core = all.filter((transcript) => transcript.core);
  const helm = all.filter((transcript) => !transcript.core && transcript.name.startsWith("helm/"));
  const day = Math.floor(new RealClock().wallTime().getTime() / 86_400_000);
  const turn = <T>(list: readonly T[], share: number) =>
    Array.from({ length: share }, (_, i) => list[(day * share + i) % list.length]!);
  return [...turn(core, shareOfCore), ...turn(helm, shareOfHelm)];
}
