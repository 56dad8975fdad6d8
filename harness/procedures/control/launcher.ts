import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";

/**
 * Puts a `drill` into a folder of its own that scripts find on their PATH: this very program, whether it runs from its
 * sources or from `dist/`, under this very Node. Returns the folder.
 */
export function writeLauncher(folder: string): string {
  const bin = join(folder, "bin");
  mkdirSync(bin, { recursive: true });
  const cli = join(import.meta.dirname, "..", "..", `cli${extname(import.meta.filename)}`);
  const file = join(bin, "drill");
  writeFileSync(file, `#!/bin/sh\nexec ${quoted(process.execPath)} ${quoted(cli)} "$@"\n`);
  chmodSync(file, 0o755);
  return bin;
}

const quoted = (path: string) => `'${path.replaceAll("'", `'\\''`)}'`;
