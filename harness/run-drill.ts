import { prepareDrill, type DrillRequest } from "./prepare.ts";
import { performDrill, type DrillRun, type PerformOptions } from "./run.ts";

export type RunDrillOptions = Omit<DrillRequest, "file"> & PerformOptions;

/**
 * Runs the drill of a scenario file and judges it. Resolves with the verdict whatever it is.
 * @throws UserError when the scenario is wrong, the driver cannot do it, or the run's folder cannot be written.
 */
export async function runDrill(file: string, options: RunDrillOptions = {}): Promise<DrillRun> {
  return performDrill(await prepareDrill({ file, ...options }), options);
}
