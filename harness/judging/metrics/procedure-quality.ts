import type { Evidence } from "../evidence.ts";
import type { FleetMetrics } from "../verdict.ts";

export type ProcedureQuality = FleetMetrics["procedure"];

/**
 * Counts what went wrong or by hand. A step whose outcome is unknown counts as an error; so does a procedure that failed
 * without a step that did. @param unsafe forbidden actions that it took
 */
export function procedureQualityOf(evidence: Evidence, unsafe: number): ProcedureQuality {
  const steps = evidence.all("procedureStepFinished");
  const failedSteps = steps.filter(({ outcome }) => outcome !== "ok").length;
  const failed = evidence.all("procedureFinished").some(({ outcome }) => outcome !== "ok");
  return {
    errors: Math.max(failedSteps, failed ? 1 : 0),
    retries: steps.reduce((sum, { retries = 0 }) => sum + retries, 0),
    manual: steps.filter(({ manual }) => manual === true).length,
    unsafe,
  };
}
