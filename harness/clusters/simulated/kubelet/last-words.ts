import { FileError } from "../application/shell/file-system.ts";
import type { ContainerRecord, Run } from "./container-record.ts";

/** Bytes that the kubelet reads of a file, and of a log with at most so many lines. */
const longestFile = 4096;
const longestTail = 2048;
const tailLines = 80;

/** What a container that ends has left for its status: in the file for it, or else the end of its log where that may do. */
export function lastWords({ spec }: ContainerRecord, run: Run, exitCode: number): string | undefined {
  const path = (spec["terminationMessagePath"] as string | undefined) ?? "/dev/termination-log";
  const written = run.hasLife() ? read(run, path) : "";
  if (written !== "") return written.slice(0, longestFile);
  if (exitCode === 0 || spec["terminationMessagePolicy"] !== "FallbackToLogsOnError") return undefined;
  const tail = run.log.lines
    .slice(-tailLines)
    .map(({ text }) => `${text}\n`)
    .join("");
  return tail === "" ? undefined : tail.slice(-longestTail);
}

function read(run: Run, path: string): string {
  try {
    return run.life().machine.files.read(path).toString();
  } catch (error) {
    if (error instanceof FileError) return "";
    throw error;
  }
}
