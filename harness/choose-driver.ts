import { UserError } from "./base/errors.ts";
import type { Driver, FleetOptions } from "./clusters/driver.ts";
import { calibratedDriver, defaultDriver, drivers } from "./clusters/drivers.ts";
import { nearest } from "./scenario/document/suggest.ts";

/** What the clusters of a drill are made of. */
export interface DriverChoice {
  /** Name of a driver; default `simulated`. */
  readonly driver?: string | undefined;
  /** Folder of a pool whose clusters are taken; undefined makes new ones. */
  readonly pool?: string | undefined;
  /** A timing profile for simulated clusters, as `drill calibrate` writes it. */
  readonly timings?: string | undefined;
  /** For drivers that use clusters of somebody else: which of them. */
  readonly fleet?: FleetOptions | undefined;
}

/** @throws UserError when there is no such driver, or when it has no use for what else is chosen. */
export function chooseDriver({ driver: name = defaultDriver, pool, timings, fleet }: DriverChoice): Driver {
  const driver = drivers[name] ?? thereIsNone(name);
  const asked: readonly (Driver | undefined)[] = [
    pool === undefined ? undefined : withPool(driver, pool),
    timings === undefined ? undefined : withTimings(driver, timings),
    fleet === undefined ? undefined : onFleet(driver, fleet),
  ];
  return asked.find((found) => found !== undefined) ?? driver;
}

function withPool(driver: Driver, pool: string): Driver {
  if (driver.withPool !== undefined) return driver.withPool(pool);
  throw new UserError(`driver ${driver.name} has no use for a pool`, {
    hint: "Leave --pool out, or choose --driver kind.",
  });
}

function withTimings({ name }: Driver, timings: string): Driver {
  if (name === "simulated") return calibratedDriver(timings);
  throw new UserError(`driver ${name} takes no timing profile: its clusters are real`, {
    hint: "Leave --timings out, or choose --driver simulated.",
  });
}

function onFleet(driver: Driver, fleet: FleetOptions): Driver {
  if (driver.onFleet !== undefined) return driver.onFleet(fleet);
  throw new UserError(
    `driver ${driver.name} makes its own clusters: --kubeconfig and --allow-context mean nothing to it`,
    { hint: "Choose --driver existing, or leave them out." },
  );
}

function thereIsNone(name: string): never {
  const names = Object.keys(drivers);
  const near = nearest(name, names);
  throw new UserError(`there is no driver "${name}"`, {
    hint: `${near === undefined ? "" : `Did you mean ${near}? `}Drivers: ${names.join(", ")}.`,
  });
}
