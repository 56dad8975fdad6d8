import { randomUUID } from "node:crypto";
import type { Duplex } from "node:stream";
import type { Clock } from "../../base/clock.ts";
import type { Output, Stream } from "../processes/output.ts";
import { startGroup, type GroupEnd, type GroupOptions } from "../processes/process-group.ts";
import { runToEnd, type Limits, type Stopped } from "../processes/run-to-end.ts";
import { MarkerFilter } from "./marker-filter.ts";

export interface ShellOptions extends Limits, Omit<GroupOptions, "command" | "pipes" | "onOutput" | "clock"> {
  /** Absolute path. */
  readonly bash: string;
  readonly output: Output;
}

/** What became of a block. `end` is set when the shell ended with it: by `exit`, by `set -e`, or from outside. */
export interface BlockEnd {
  readonly exitCode: number;
  readonly end?: GroupEnd & { readonly stopped: Stopped };
}

/**
 * One bash that takes a runbook's blocks one by one, as a terminal does that they are pasted into: variables, functions,
 * options and the working directory stay from block to block.
 */
export interface Shell {
  /** @param file holds the block. */
  run(file: string): Promise<BlockEnd>;
  /** Lets the shell end, with its exit traps. */
  close(): Promise<GroupEnd & { readonly stopped: Stopped }>;
}

/**
 * Reads names of files and sources them. Its own descriptors are far up and closed for the blocks; the marker at the end of
 * each block goes to the first stdout and stderr, wherever the block has sent its own.
 */
const loop = `
__drill_mark=$1; shift
exec 61<&4 4<&- 62>&5 5>&- 63>&1 64>&2
while IFS= read -r -u 61 __drill_block; do
  source "$__drill_block" 61<&- 62>&- 63>&- 64>&-
  { __drill_code=$?; printf %s "$__drill_mark" >&63; printf %s "$__drill_mark" >&64; printf '%s\\n' "$__drill_code" >&62; } 2>/dev/null
done
`;

/** Wall-clock ms that a block's last output may lag behind its exit code. */
const lag = 1_000;

export async function startShell(options: ShellOptions): Promise<Shell> {
  const { bash, output, clock } = options;
  const marker = `\x1e${randomUUID()}\x1e`;
  const waiting = new Map<Stream, () => void>();
  const filter = (stream: Stream) =>
    new MarkerFilter(marker, {
      pass: (chunk) => output.write(stream, chunk),
      found: () => waiting.get(stream)?.(),
    });
  const filters = { stdout: filter("stdout"), stderr: filter("stderr") };
  const group = await startGroup({
    ...options,
    command: [bash, "--noprofile", "--norc", "-c", loop, "bash", marker],
    pipes: 2,
    onOutput: (stream, chunk) => filters[stream].write(chunk),
  });
  const life = runToEnd(group, options).then((end) => {
    for (const one of Object.values(filters)) one.end();
    output.flush();
    return end;
  });
  life.catch(() => undefined);
  const [input, answers] = group.pipes as [Duplex, Duplex];
  const codes = lines(answers);
  return {
    async run(file) {
      const marked = Promise.all(
        (["stdout", "stderr"] as const).map((stream) => new Promise<void>((resolve) => waiting.set(stream, resolve))),
      );
      input.write(`${file}\n`);
      const first = await Promise.race([codes.next(), life]);
      if (typeof first !== "string") return { exitCode: first.exitCode, end: first };
      await atMost(marked, lag, clock);
      output.flush();
      return { exitCode: Number(first) };
    },
    async close() {
      input.end();
      return life;
    },
  };
}

/** Lines of a stream, one for each call; each is asked for before it can come. */
function lines(stream: Duplex): { next(): Promise<string> } {
  let text = "";
  let give: ((line: string) => void) | undefined;
  stream.setEncoding("utf8").on("data", (chunk: string) => {
    text += chunk;
    const newline = text.indexOf("\n");
    if (newline < 0) return;
    give?.(text.slice(0, newline));
    text = text.slice(newline + 1);
  });
  return {
    next: () =>
      new Promise((resolve) => {
        give = resolve;
      }),
  };
}

async function atMost(promise: Promise<unknown>, wallTime: number, clock: Clock): Promise<void> {
  const enough = new AbortController();
  await Promise.race([promise, clock.sleep(wallTime * clock.speed, enough.signal).catch(() => undefined)]);
  enough.abort();
}
