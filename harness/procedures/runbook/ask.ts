export interface Question {
  readonly title: string;
  /** What the runbook says about the step, as it stands in the file. */
  readonly text: string;
}

/** Puts a manual step to a person and resolves with what they answered; rejects with the signal's reason when it aborts. */
export type Ask = (question: Question, signal: AbortSignal) => Promise<string>;

/** Whether an answer lets the procedure go on. */
export function isRefusal(answer: string): boolean {
  return /^\s*(no?|stop|abort|cancel|refused?|fail(ed)?)\b/i.test(answer);
}
