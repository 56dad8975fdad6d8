import { parseArgs } from "node:util";
import { inTurns } from "../harness/base/in-turns.ts";
import { perform } from "./run.ts";
import { realStage } from "./real/stage.ts";
import { readTranscripts, writeRecording } from "./transcript.ts";

/** Transcripts recorded at once. */
const parallel = 4;

const { values, positionals } = parseArgs({ allowPositionals: true, options: { context: { type: "string" } } });
const kubeconfig = process.env["KUBECONFIG"];
if (kubeconfig === undefined) throw new Error("Set KUBECONFIG to the kubeconfig of a kind cluster.");
const all = readTranscripts();
const unknown = positionals.filter((name) => !all.some((transcript) => transcript.name === name));
if (unknown.length > 0) throw new Error(`There is no transcript ${unknown.join(", ")}.`);

await using stage = await realStage(kubeconfig, values.context);
const work = all
  .filter(({ name }) => positionals.length === 0 || positionals.includes(name))
  .filter(({ workers }) => workers === stage.workers.length)
  .flatMap((transcript) => transcript.kubectl.map((version) => ({ transcript, version })));

// Those that do something to nodes would be in each other's way.
await inTurns(work, stage.workers.length === 0 ? parallel : 1, async ({ transcript, version }) => {
  writeRecording(transcript, version, await perform(transcript, version, stage));
  console.log(`${transcript.name}, kubectl ${version}`);
});
