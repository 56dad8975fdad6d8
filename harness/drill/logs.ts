import { existsSync } from "node:fs";
import { basename } from "node:path";
import type { World } from "../clusters/driver.ts";
import type { LiveContext } from "./context.ts";

export interface Logs {
  /** Undefined when it did not come up: then its driver has kept what there was. */
  readonly world: World | undefined;
  /** Folder for them, absolute. */
  readonly evidence: string | undefined;
  readonly wanted: boolean;
  readonly emit: LiveContext["emit"];
}

/** Keeps the logs of a world, and says so when there are any. That there are none keeps nobody from cleaning up. */
export async function keepLogs({ world, evidence, wanted, emit }: Logs): Promise<void> {
  if (evidence === undefined) return;
  try {
    if (wanted) await world?.saveEvidence?.();
  } catch (error) {
    emit({ type: "cleanupProblem", what: "logs", message: (error as Error).message });
  }
  if (existsSync(evidence)) emit({ type: "logsKept", folder: basename(evidence) });
}
