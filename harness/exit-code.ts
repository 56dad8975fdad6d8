import { exitCodes } from "./base/errors.ts";
import type { VerdictWord } from "./judging/verdict.ts";

/** Exit code of one run or of several: a failed gate outweighs an invalid run, for it is an answer. */
export function exitCodeOf(verdicts: readonly VerdictWord[]): number {
  if (verdicts.includes("aborted")) return exitCodes.aborted;
  if (verdicts.includes("fail")) return exitCodes.gateFailure;
  if (verdicts.includes("invalid") || verdicts.length === 0) return exitCodes.invalid;
  return exitCodes.pass;
}
