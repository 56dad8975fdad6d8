import { ApiError, ApiUnreachable } from "../../clusters/kubernetes.ts";
import { failed, ok, unknown, type ClusterStepContext, type StepResult } from "./step-action.ts";

/** ms between looks after a write that nobody answered. */
const lookAgainAfter = 2_000;

export interface Write {
  /** What the report says when it worked. */
  readonly done: string;
  send(): Promise<unknown>;
  /** Reads whether it took effect. */
  landed(): Promise<boolean>;
}

/** What the API's answer to a request makes of the step; anything else that was thrown is a bug and goes on. */
export function resultOf(error: unknown): StepResult {
  if (error instanceof ApiError) return failed(error.message);
  if (error instanceof ApiUnreachable) return unknown(error.message);
  throw error;
}

/**
 * Sends a write. When no answer comes it may have taken effect all the same, so that the object is read again until it
 * can be told, or until the step's time is up.
 */
export async function write(
  { done, send, landed }: Write,
  { clock, deadline, signal }: ClusterStepContext,
): Promise<StepResult> {
  try {
    await send();
    return ok(done);
  } catch (error) {
    if (!(error instanceof ApiUnreachable)) return resultOf(error);
    for (;;) {
      try {
        if (await landed()) return ok(`${done}; no answer came, and it had taken effect (${error.message})`);
        return failed(`no answer came, and it did not take effect: ${error.message}`);
      } catch (next) {
        if (!(next instanceof ApiUnreachable)) return resultOf(next);
      }
      if (clock.now() + lookAgainAfter >= deadline)
        return unknown(`no answer came, and nobody could look: ${error.message}`);
      await clock.sleep(lookAgainAfter, signal);
    }
  }
}
