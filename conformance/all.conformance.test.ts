import { describeReplay } from "./replay.ts";
import { readTranscripts } from "./transcript.ts";

describeReplay(readTranscripts());
