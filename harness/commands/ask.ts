import { createInterface } from "node:readline/promises";
import type { Ask } from "../procedures/runbook/ask.ts";
import type { Terminal } from "../terminal.ts";

/** Puts manual steps to the person at the terminal; undefined where nobody is there, as in CI. */
export function askAt(terminal: Terminal): Ask | undefined {
  if (terminal.progress !== "live" || process.stdin.isTTY !== true) return undefined;
  return async ({ title, text }, signal) => {
    terminal.err(`\n${title}\n${text}\n`);
    using prompt = createInterface({ input: process.stdin, output: process.stderr });
    return await prompt.question("Done? [yes/no] ", { signal });
  };
}
