import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../../../base/errors.ts";
import { isAlive, startOf } from "../../../base/process-identity.ts";

/** Who works with the pool. */
export interface Claim {
  readonly pid: number;
  readonly start: string | undefined;
  /** `drill pool up`, `the drill clean-rollback (4f1c09aa)`. */
  readonly what: string;
}

/**
 * Has the pool for one process alone until disposed of. Every claim is a file of its own, written before the others are
 * looked at: of two that come at once both may be sent away, but never do both get it.
 * @throws UserError when a living process has it.
 */
export function claimPool(folder: string, what: string): Disposable {
  const claims = join(folder, "claims");
  mkdirSync(claims, { recursive: true, mode: 0o700 });
  const own = `${process.pid}.json`;
  const path = join(claims, own);
  const others = () => readClaims(claims).filter(({ file }) => file !== own);
  const mine = readClaims(claims).find(({ file }) => file === own);
  if (mine !== undefined && isAlive(mine.claim)) throw inUse(mine.claim);
  writeFileSync(path, JSON.stringify({ pid: process.pid, start: startOf(process.pid), what } satisfies Claim));
  const living = others().find(({ claim }) => isAlive(claim));
  if (living !== undefined) {
    rmSync(path, { force: true });
    throw inUse(living.claim);
  }
  for (const { file, claim } of others()) if (!isAlive(claim)) rmSync(join(claims, file), { force: true });
  return { [Symbol.dispose]: () => rmSync(path, { force: true }) };
}

/** Who has the pool now; undefined when nobody alive has it. */
export function poolOwner(folder: string): Claim | undefined {
  return readClaims(join(folder, "claims")).find(({ claim }) => isAlive(claim))?.claim;
}

function inUse({ pid, what }: Claim): UserError {
  return new UserError(`the pool is in use by ${what}, process ${pid}`, {
    hint: "Wait until that has ended; without --pool a drill makes clusters of its own.",
  });
}

/** A claim that cannot be read is one that was cut off while it was written: its owner has not got anything yet. */
function readClaims(folder: string): readonly { readonly file: string; readonly claim: Claim }[] {
  return files(folder).flatMap((file) => {
    try {
      return [{ file, claim: JSON.parse(readFileSync(join(folder, file), "utf8")) as Claim }];
    } catch {
      return [];
    }
  });
}

function files(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
