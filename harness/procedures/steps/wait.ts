import { ApiUnreachable } from "../../clusters/kubernetes.ts";
import { failed, ok, unknown, type StepContext, type StepResult } from "./step-action.ts";

/** ms between looks. */
const interval = 1_000;

/** `wait`: not yet. `stop`: it will never come. */
export type Look = { readonly state: "done" | "wait" | "stop"; readonly detail: string };

/**
 * Looks once a second until it is done. Out of time it has failed, with what was seen last; when the last look did not get
 * through it is unknown.
 */
export async function waitUntil(
  look: () => Promise<Look>,
  context: StepContext,
  limit = Infinity,
): Promise<StepResult> {
  const { clock, deadline, signal } = context;
  const end = Math.min(deadline, clock.now() + limit);
  for (;;) {
    const seen = await look().catch((error: unknown) => {
      if (error instanceof ApiUnreachable) return { state: "unseen" as const, detail: error.message };
      throw error;
    });
    if (seen.state === "done") return ok(seen.detail);
    if (seen.state === "stop") return failed(seen.detail);
    if (clock.now() + interval >= end)
      return seen.state === "unseen"
        ? unknown(`out of time, and could not look: ${seen.detail}`)
        : failed(`out of time: ${seen.detail}`);
    await clock.sleep(interval, signal);
  }
}
