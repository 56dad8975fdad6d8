import { describeReplay } from "./replay.ts";
import { readTranscripts } from "./transcript.ts";

describeReplay(
  readTranscripts()
    .filter(({ core }) => core)
    .map((transcript) => ({ ...transcript, kubectl: ["1.34"] })),
);
