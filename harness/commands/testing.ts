import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { CommandContext } from "./command.ts";
import { main } from "./main.ts";

export interface Printed {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

/** A context that remembers what is printed. */
export function memoryContext(env: CommandContext["env"] = process.env) {
  const printed = { out: "", err: "" };
  const never = new AbortController().signal;
  const context: CommandContext = {
    terminal: {
      out: (text) => void (printed.out += text),
      err: (text) => void (printed.err += text),
      columns: 100,
      colours: "off",
      errorColours: "off",
      progress: "plain",
    },
    env,
    signal: never,
    hurry: never,
  };
  return { context, printed };
}

/** Runs a command line in this process. */
export async function drill(argv: readonly string[], env?: CommandContext["env"]): Promise<Printed> {
  const { context, printed } = memoryContext(env);
  const exitCode = await main(argv, context);
  return { exitCode, ...printed };
}

/** Puts a program that is a shell script into a folder. */
export function fakeProgram(folder: string, name: string, script: string): void {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
}
