import { spawn, type ChildProcess } from "node:child_process";
import { constants } from "node:os";
import type { Duplex, Readable, Writable } from "node:stream";
import type { Clock, Timer } from "../../base/clock.ts";
import { groupMembers } from "../../base/group-members.ts";
import { startOf } from "../../base/process-identity.ts";
import type { Ledger, LedgerEntry } from "../../clusters/driver.ts";
import { groupRecord } from "./leftover-group.ts";
import { openTruePipe } from "./true-pipe.ts";

export interface GroupOptions {
  /** Absolute path of a program, and its arguments. */
  readonly command: readonly [string, ...string[]];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Scratch files go here. */
  readonly folder: string;
  readonly clock: Clock;
  readonly runId: string;
  readonly ledger: Ledger | undefined;
  /** Pipes to the program beside its output: its descriptors from 4 on. */
  readonly pipes?: number;
  onOutput(stream: "stdout" | "stderr", chunk: Buffer): void;
}

export interface GroupEnd {
  /** As a shell would give it: 128 and the signal's number for a program that a signal ended. */
  readonly exitCode: number;
  readonly signal: NodeJS.Signals | undefined;
  /** Processes of the group that were still there when the program ended; they have been ended too. */
  readonly left: number;
}

/** A program in a process group of its own. */
export interface ProcessGroup {
  readonly pid: number;
  readonly pipes: readonly Duplex[];
  /** Settles when the program and all of its group are gone and what they wrote has been read. */
  readonly ended: Promise<GroupEnd>;
  /** Ends the whole group: SIGTERM, and SIGKILL when that did not help. May be called twice. */
  stop(): void;
}

/** Wall-clock ms between SIGTERM and SIGKILL. */
const grace = 5_000;
/** Wall-clock ms after SIGKILL; whoever is still there then hangs in the kernel. */
const lastWait = 2_000;
/** Wall-clock ms between looks at who is left. */
const lookInterval = 50;
/**
 * Looks without anything new after which pipes of a group that is gone are given up: a process that has left the group may
 * hold them for ever. Looks are counted and not time, since on a busy machine time passes before anything is read.
 */
const quietLooks = 6;

/**
 * Waits for a word before it turns into the program, so that the undo record is on disk before anything runs. When the
 * harness dies first, the word never comes and nothing runs.
 */
const gate = 'read -r word <&3 && [ "$word" = go ] || exit 125; exec 3<&-; exec "$@"';

/** @throws UserError when the undo record cannot be written, and Error when nothing can be spawned; nothing runs then. */
export async function startGroup(options: GroupOptions): Promise<ProcessGroup> {
  const { folder, ledger, runId, onOutput } = options;
  const [out, err] = [openTruePipe(folder, "stdout"), openTruePipe(folder, "stderr")];
  out.output.on("data", (chunk: Buffer) => onOutput("stdout", chunk));
  err.output.on("data", (chunk: Buffer) => onOutput("stderr", chunk));
  const child = await spawnGated(options, out.input, err.input).finally(() => {
    for (const pipe of [out, err]) pipe.release();
  });
  const [word, ...pipes] = child.stdio.slice(3) as unknown as [Writable, ...Duplex[]];
  // A program that has gone does not read what is written to it; that it has gone is told by its exit.
  for (const pipe of [word, ...pipes]) pipe.on("error", () => undefined);
  let entry: LedgerEntry | undefined;
  try {
    entry = ledger?.record(groupRecord, { group: child.pid!, start: startOf(child.pid!) ?? "", run: runId });
  } catch (error) {
    word.destroy();
    throw error;
  }
  const group = new Group(child, [out.output, err.output], options.clock, entry);
  word.end("go\n");
  return { pid: child.pid!, pipes, ended: group.ended, stop: () => group.stop() };
}

async function spawnGated(
  { command, cwd, env, pipes = 0 }: GroupOptions,
  stdout: number,
  stderr: number,
): Promise<ChildProcess> {
  const child = spawn("/bin/sh", ["-c", gate, "drill", ...command], {
    cwd,
    env: { ...env },
    detached: true,
    stdio: ["ignore", stdout, stderr, "pipe", ...Array<"pipe">(pipes).fill("pipe")],
  });
  await new Promise<void>((resolve, reject) => child.once("spawn", resolve).once("error", reject));
  return child;
}

class Group {
  readonly ended: Promise<GroupEnd>;
  readonly #child: ChildProcess;
  readonly #pid: number;
  readonly #clock: Clock;
  readonly #entry: LedgerEntry | undefined;
  readonly #gone = Promise.withResolvers<{ readonly exitCode: number; readonly signal: NodeJS.Signals | undefined }>();
  readonly #outputs: readonly Readable[];
  readonly #read: Promise<unknown>;
  #next: Timer | undefined;

  constructor(child: ChildProcess, outputs: readonly Readable[], clock: Clock, entry: LedgerEntry | undefined) {
    this.#child = child;
    this.#pid = child.pid!;
    this.#clock = clock;
    this.#entry = entry;
    this.#outputs = outputs;
    this.#read = Promise.all(outputs.map((pipe) => new Promise<void>((resolve) => pipe.once("close", resolve))));
    child.once("exit", (code, signal) =>
      this.#gone.resolve({ exitCode: code ?? 128 + constants.signals[signal!], signal: signal ?? undefined }),
    );
    this.ended = this.#finish();
  }

  stop(): void {
    if (this.#next !== undefined) return;
    this.#signal("SIGTERM");
    this.#signal("SIGCONT");
    this.#next = this.#clock.schedule(grace * this.#clock.speed, () => {
      this.#signal("SIGKILL");
      this.#next = this.#clock.schedule(lastWait * this.#clock.speed, () =>
        this.#gone.resolve({ exitCode: 128 + constants.signals.SIGKILL, signal: "SIGKILL" }),
      );
    });
  }

  async #finish(): Promise<GroupEnd> {
    const end = await this.#gone.promise;
    const left = groupMembers(this.#pid).length;
    if (left > 0) this.stop();
    const deadline = this.#clock.now() + (grace + lastWait) * this.#clock.speed;
    let rest = left;
    while (rest > 0 && this.#clock.now() < deadline) {
      await this.#clock.sleep(lookInterval * this.#clock.speed);
      rest = groupMembers(this.#pid).length;
    }
    this.#next?.cancel();
    if (rest === 0) this.#entry?.strike();
    await this.#drain();
    return { ...end, left };
  }

  async #drain(): Promise<void> {
    let open = true;
    let quiet = 0;
    void this.#read.then(() => {
      open = false;
    });
    for (const pipe of this.#outputs)
      pipe.on("data", () => {
        quiet = 0;
      });
    for (; open && quiet < quietLooks; quiet++) await this.#clock.sleep(lookInterval * this.#clock.speed);
    for (const pipe of [...this.#outputs, ...this.#child.stdio]) pipe?.destroy();
  }

  /** ESRCH: all are gone. EPERM: they belong to somebody else and stay, and their undo record with them. */
  #signal(signal: NodeJS.Signals): void {
    try {
      process.kill(-this.#pid, signal);
    } catch (error) {
      if (!["ESRCH", "EPERM"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
    }
  }
}
