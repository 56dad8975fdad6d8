import type { Driver } from "./driver.ts";
import { existingDriver } from "./existing/driver.ts";
import { kindDriver } from "./kind/driver.ts";
import { simulatedDriver } from "./simulated/driver.ts";

export { calibratedDriver } from "./simulated/driver.ts";

/** Every driver by the name that `--driver` takes. */
export const drivers: Readonly<Record<string, Driver>> = {
  simulated: simulatedDriver(),
  kind: kindDriver(process.env),
  existing: existingDriver(process.env),
};

export const defaultDriver = "simulated";
