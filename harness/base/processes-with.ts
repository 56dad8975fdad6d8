import { readdirSync, readFileSync } from "node:fs";

/** A process by its number, with its command line. */
export interface NamedProcess {
  readonly pid: number;
  readonly argv: readonly string[];
}

/** Processes of this machine that have a text as one of their arguments. None where there is no /proc. */
export function processesWith(argument: string): readonly NamedProcess[] {
  return numbers().flatMap((pid) => {
    try {
      const argv = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
      return argv.includes(argument) ? [{ pid, argv }] : [];
    } catch {
      // It has ended meanwhile.
      return [];
    }
  });
}

function numbers(): readonly number[] {
  try {
    return readdirSync("/proc").map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
}
