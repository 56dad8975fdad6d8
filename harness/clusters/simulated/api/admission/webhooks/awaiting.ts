import { StatusError } from "../../status-error.ts";
import type { WriteOptions } from "../../verbs.ts";
import { AwaitingWebhook } from "./rounds.ts";

/**
 * Runs a verb until no webhook keeps it waiting. What it warns of is told once.
 * @throws StatusError as the verb does in the end
 */
export async function throughWebhooks<O extends WriteOptions, T>(options: O, verb: (options: O) => T): Promise<T> {
  for (;;) {
    const warnings: string[] = [];
    const warn = options.warn === undefined ? {} : { warn: (message: string) => void warnings.push(message) };
    const tell = () => warnings.forEach((message) => options.warn?.(message));
    try {
      const result = verb({ ...options, ...warn });
      tell();
      return result;
    } catch (error) {
      if (!(error instanceof AwaitingWebhook)) {
        tell();
        throw error;
      }
      await error.answered;
    }
  }
}

/** A write of a component that nobody waits for: done again when webhooks have answered, and given up when refused. */
export function whenAnswered(write: () => void, refused: (error: StatusError) => void = () => undefined): void {
  try {
    write();
  } catch (error) {
    if (error instanceof AwaitingWebhook) void error.answered.then(() => whenAnswered(write, refused));
    else if (error instanceof StatusError) refused(error);
    else throw error;
  }
}

/** Whether an error is the server's last word, and not a wait that the work queue looks after. */
export function isRefusal(error: unknown): error is StatusError {
  return error instanceof StatusError && !(error instanceof AwaitingWebhook);
}
