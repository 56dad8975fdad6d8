import type { StatusError } from "../../api/status-error.ts";
import { isRefusal } from "../../api/admission/webhooks/awaiting.ts";

/**
 * Acts on all items in batches of 1, 2, 4, …, each only after one without failure. Within a batch the last one comes first:
 * so it is to be seen where each is acted on by a goroutine of its own.
 * @throws StatusError the first failure.
 */
export function burst<T>(items: readonly T[], act: (item: T) => unknown): void {
  for (let from = 0, size = 1; from < items.length; from += size, size *= 2) {
    const batch = items.slice(from, from + size);
    let failure: StatusError | undefined;
    for (const item of [...batch.slice(-1), ...batch.slice(0, -1)])
      try {
        act(item);
      } catch (error) {
        if (!isRefusal(error)) throw error;
        failure ??= error;
      }
    if (failure !== undefined) throw failure;
  }
}
