/** Exit codes of the command line. */
export const exitCodes = {
  pass: 0,
  usage: 1,
  gateFailure: 2,
  timingRegression: 3,
  invalid: 4,
  flakyBudgetExceeded: 5,
  /** Ctrl-C or SIGTERM, as shells expect it. */
  aborted: 130,
} as const;

export interface UserErrorOptions {
  /** What to do next, in one sentence. */
  readonly hint?: string;
  readonly cause?: unknown;
  /** Defaults to `exitCodes.usage`; a harness that cannot do its work uses `exitCodes.invalid`. */
  readonly exitCode?: number;
}

/**
 * Something that the user can mend. The command line prints message and hint without a stack; every other error is a bug
 * of ours and prints one.
 */
export class UserError extends Error {
  readonly hint: string | undefined;
  readonly exitCode: number;

  constructor(message: string, { hint, cause, exitCode = exitCodes.usage }: UserErrorOptions = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = "UserError";
    this.hint = hint;
    this.exitCode = exitCode;
  }
}
