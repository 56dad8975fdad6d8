import { appendFileSync, closeSync, existsSync, openSync, readFileSync, writeSync } from "node:fs";
import { exitCodes, UserError } from "../base/errors.ts";
import type { Ledger, LedgerEntry } from "../clusters/driver.ts";

/** One line of `ledger.jsonl`: something that was about to be done, or that has been undone. */
export type LedgerLine =
  | { readonly id: number; readonly kind: string; readonly detail: Readonly<Record<string, string | number>> }
  | { readonly struck: number };

/** Keeps undo records where `drill clean` finds them after a kill. */
export class FileLedger implements Ledger, Disposable {
  readonly #path: string;
  #file: number | undefined;
  #next = 1;

  constructor(path: string) {
    this.#path = path;
    this.#file = openSync(path, "ax", 0o600);
  }

  /** @throws UserError when the record cannot be put down: then the thing must not be done either. */
  record(kind: string, detail: Readonly<Record<string, string | number>>): LedgerEntry {
    const id = this.#next++;
    this.#write({ id, kind, detail });
    return {
      strike: () => {
        try {
          if (this.#file !== undefined) this.#write({ struck: id });
        } catch {
          // On a full disk the record stays, and `drill clean` finds nothing that it stands for. Undoing goes on.
        }
      },
    };
  }

  [Symbol.dispose](): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }

  #write(line: LedgerLine): void {
    try {
      writeSync(this.#file!, `${JSON.stringify(line)}\n`);
    } catch (error) {
      throw new UserError(`cannot write ${this.#path}: ${(error as Error).message}`, {
        cause: error,
        exitCode: exitCodes.invalid,
        hint: "Nothing is done that could not be undone later; free some space or choose another folder with --runs.",
      });
    }
  }
}

/** Records of a ledger that were not struck off, the latest first: the order in which they are undone. */
export function openEntries(text: string): Extract<LedgerLine, { id: number }>[] {
  const open = new Map<number, Extract<LedgerLine, { id: number }>>();
  for (const line of text.split("\n")) {
    const parsed = parseLine(line);
    if (parsed === undefined) continue;
    if ("struck" in parsed) open.delete(parsed.struck);
    else open.set(parsed.id, parsed);
  }
  return [...open.values()].reverse();
}

/** As `openEntries`, from a file; none when there is no such file. */
export function readOpenEntries(path: string): Extract<LedgerLine, { id: number }>[] {
  return existsSync(path) ? openEntries(readFileSync(path, "utf8")) : [];
}

/** Strikes off what another process has undone. */
export function strikeAll(path: string): void {
  const struck = readOpenEntries(path).map(({ id }): LedgerLine => ({ struck: id }));
  // What a kill cut off ends here.
  appendFileSync(path, `\n${struck.map((line) => `${JSON.stringify(line)}\n`).join("")}`);
}

/** A line that a kill cut off was never acted on: the record comes before the deed. */
function parseLine(line: string): LedgerLine | undefined {
  try {
    return line.trim() === "" ? undefined : (JSON.parse(line) as LedgerLine);
  } catch {
    return undefined;
  }
}
