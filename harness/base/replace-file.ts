import { renameSync, rmSync, writeFileSync } from "node:fs";

/**
 * Writes a file for its owner's eyes only, in the place of one that may be there. Whoever reads it, also after a kill, sees
 * the old text or the new one, and never half of it.
 * @throws Error of the file system; the old file is as it was then
 */
export function replaceFile(path: string, text: string): void {
  const draft = `${path}.${process.pid}.draft`;
  try {
    writeFileSync(draft, text, { mode: 0o600, flush: true });
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}
