import { existsSync, globSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { KubectlVersion } from "../fixtures/clients/kubectl.ts";

/** A script of commands, and what a real cluster made of it. */
export interface Transcript {
  /** `<subject>/<what it shows>`, as its folders. */
  readonly name: string;
  /** The commands run in a copy of it. */
  readonly folder: string;
  /** Bash, one entry per command that is recorded by itself. */
  readonly commands: readonly string[];
  /** Versions of kubectl with which it is recorded, each in a file of its own. */
  readonly kubectl: readonly KubectlVersion[];
  /** Part of the core that every test run replays. */
  readonly core: boolean;
  /**
   * Seconds of a simulated cluster per second: 1 where the clients' deadlines race with the cluster's, little where the
   * cluster has deadlines that a client must not miss on a busy machine.
   */
  readonly speed: number;
  /** Nodes besides the one of the control plane, which then takes no pods; 0 is the usual cluster of one node. */
  readonly workers: number;
}

const usualSpeed = 8;

const transcripts = join(import.meta.dirname, "transcripts");

/** All transcripts, in the order of their names. */
export function readTranscripts(): readonly Transcript[] {
  const scripts = globSync("*/*/script.sh", { cwd: transcripts }).sort();
  return scripts.map((script) => readTranscript(join(transcripts, dirname(script))));
}

/**
 * Reads a transcript's script. Commands stand in paragraphs; the comment at the top says what the transcript shows, and its
 * lines of the form `key: values` how it is run.
 */
export function readTranscript(folder: string): Transcript {
  const [header = "", ...commands] = readFileSync(join(folder, "script.sh"), "utf8")
    .trim()
    .split(/\n{2,}/);
  const settings = new Map(
    header.split("\n").flatMap((line) => {
      const [, key, values] = /^# (kubectl|core|speed|workers): (.*)$/.exec(line) ?? [];
      return key === undefined ? [] : [[key, values!.split(" ")] as const];
    }),
  );
  if (!header.startsWith("# ")) throw new Error(`${folder}: a script begins with a comment that says what it shows`);
  return {
    name: `${basename(dirname(folder))}/${basename(folder)}`,
    folder,
    commands,
    kubectl: (settings.get("kubectl") ?? ["1.34"]) as readonly KubectlVersion[],
    core: settings.get("core")?.[0] === "yes",
    speed: Number(settings.get("speed")?.[0] ?? usualSpeed),
    workers: Number(settings.get("workers")?.[0] ?? 0),
  };
}

/** What came of a transcript, without what differs from run to run. */
export interface Recording {
  /** Each command with what it printed and its exit code, then the events of each object. */
  readonly output: string;
  /** The objects of the namespace at the end. */
  readonly objects: string;
}

const files = ({ folder }: Transcript, version: KubectlVersion) => ({
  output: join(folder, `recorded-${version}.txt`),
  objects: join(folder, `objects-${version}.yaml`),
});

export function writeRecording(transcript: Transcript, version: KubectlVersion, recording: Recording): void {
  const paths = files(transcript, version);
  writeFileSync(paths.output, recording.output);
  writeFileSync(paths.objects, recording.objects);
}

/** @throws Error when it was never recorded. */
export function readRecording(transcript: Transcript, version: KubectlVersion): Recording {
  const paths = files(transcript, version);
  if (!existsSync(paths.output)) throw new Error(`${transcript.name} was never recorded with kubectl ${version}`);
  return { output: readFileSync(paths.output, "utf8"), objects: readFileSync(paths.objects, "utf8") };
}
