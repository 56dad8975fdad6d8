import { Redactor } from "../../base/redactor.ts";
import type { Limits, Stopped } from "../processes/run-to-end.ts";
import { isRefusal, type Ask, type Question } from "./ask.ts";

export interface ManualOptions extends Limits {
  /** From the scenario; it goes before asking anybody. */
  readonly answer: string | undefined;
  readonly ask: Ask | undefined;
}

export interface ManualEnd {
  readonly outcome: "ok" | "failed";
  readonly detail: string;
  readonly stopped: Stopped;
}

/** Takes the scenario's answer to a manual step, or asks the person for as long as the procedure may run. */
export async function answerManually(
  question: Question,
  { answer, ask, clock, signal, deadline }: ManualOptions,
): Promise<ManualEnd> {
  if (answer !== undefined) return judge(answer, "answered by the scenario");
  if (ask === undefined) throw new Error(`nobody can be asked about "${question.title}"`);
  const over = new AbortController();
  const timer = clock.schedule(deadline - clock.now(), () => over.abort());
  try {
    return judge(await ask(question, AbortSignal.any([signal, over.signal])), "answered by a person");
  } catch (error) {
    const stopped = signal.aborted ? "aborted" : over.signal.aborted ? "timed-out" : undefined;
    if (stopped === undefined) throw error;
    return { outcome: "failed", detail: "no answer", stopped };
  } finally {
    timer.cancel();
  }
}

function judge(answer: string, how: string): ManualEnd {
  const said = new Redactor([]).line(answer.trim()).slice(0, 200);
  return {
    outcome: isRefusal(said) ? "failed" : "ok",
    detail: `${how}: ${said === "" ? "done" : said}`,
    stopped: undefined,
  };
}
