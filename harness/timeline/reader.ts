import { closeSync, openSync, readSync } from "node:fs";
import { UserError } from "../base/errors.ts";
import type { TimelineEvent } from "./events.ts";

export interface StoredTimeline {
  readonly events: readonly TimelineEvent[];
  /** Bytes at the end that are no events: what a killed drill was about to write, or damage. */
  readonly ignoredBytes: number;
}

const chunkSize = 256 * 1024;
const newline = 0x0a;

/**
 * Reads `events.jsonl` up to its end or to the first line that is no event. A last line without a line end counts if it
 * is complete.
 * @throws UserError when the file cannot be read, or was written in another format.
 */
export function readTimeline(path: string): StoredTimeline {
  const events: TimelineEvent[] = [];
  let accepted = 0;
  let size = 0;
  let broken = false;
  for (const { line, end } of linesOf(path)) {
    size = end;
    if (broken) continue;
    const event = parseEvent(line);
    broken = event === undefined;
    if (event === undefined) continue;
    if (event.type === "runStarted") checkFormat(event.format, path);
    events.push(event);
    accepted = end;
  }
  return { events, ignoredBytes: size - accepted };
}

function parseEvent(line: string): TimelineEvent | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (typeof value !== "object" || value === null) return undefined;
  const { at, type } = value as { at?: unknown; type?: unknown };
  return typeof at === "number" && at >= 0 && typeof type === "string" ? (value as TimelineEvent) : undefined;
}

function checkFormat(format: number, path: string): void {
  if (format === 1) return;
  throw new UserError(`${path} is a timeline of format ${format}; this version reads format 1`, {
    hint: "Judge it with the version of rollback-drill that recorded it.",
  });
}

/** Lines with the offset of the byte after them. */
function* linesOf(path: string): Generator<{ readonly line: string; readonly end: number }> {
  let file: number;
  try {
    file = openSync(path, "r");
  } catch (cause) {
    throw new UserError(`cannot read ${path}: ${(cause as Error).message}`, {
      cause,
      hint: "Name the folder of a run, as `drill run` printed it.",
    });
  }
  try {
    const chunk = Buffer.allocUnsafe(chunkSize);
    let rest: Buffer = Buffer.alloc(0);
    let offset = 0;
    for (let read = readSync(file, chunk); read > 0; read = readSync(file, chunk)) {
      const bytes = Buffer.concat([rest, chunk.subarray(0, read)]);
      let start = 0;
      for (let stop = bytes.indexOf(newline); stop >= 0; stop = bytes.indexOf(newline, start)) {
        yield { line: bytes.toString("utf8", start, stop), end: offset + stop + 1 };
        start = stop + 1;
      }
      rest = bytes.subarray(start);
      offset += start;
    }
    if (rest.length > 0) yield { line: rest.toString("utf8"), end: offset + rest.length };
  } finally {
    closeSync(file);
  }
}
