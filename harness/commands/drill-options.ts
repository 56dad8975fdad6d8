import type { Command as Commander } from "commander";
import { UserError } from "../base/errors.ts";
import { poolFolder } from "../clusters/kind/pool/state.ts";
import { defaultDriver } from "../clusters/drivers.ts";
import type { DrillRequest, ProcedureChoice } from "../prepare.ts";
import { collect } from "./command.ts";

/** Options of every command that prepares a drill. */
export interface DrillOptions {
  readonly driver?: string;
  readonly pool?: boolean;
  readonly timings?: string;
  readonly seed?: string;
  readonly speed?: string;
  readonly set?: readonly string[];
  readonly procedure?: string;
  readonly knownBad?: string;
  readonly allowContext?: readonly string[];
}

export function addDrillOptions(command: Commander): Commander {
  return command
    .option("--driver <name>", `what the clusters are made of (default: "${defaultDriver}")`)
    .option("--pool", "take the clusters of the pool that drill pool up made, and kind as the driver")
    .option("--timings <profile>", "how long things take on simulated clusters, as drill calibrate found it")
    .option("--seed <number>", "seed of everything random; default 1")
    .option("--speed <factor>", "run on real time, this much faster than the clock on the wall")
    .option("--set <path=value>", "change a value of the scenario; may be given several times", collect)
    .option("--procedure <file>", "rehearse this script or runbook (.md) instead of the scenario's procedure")
    .option("--known-bad <name>", "rehearse one of the scenario's known-bad procedures")
    .option(
      "--allow-context <[cluster=]context>",
      "with --driver existing: go to this context of the kubeconfig; once for each cluster",
      collect,
    );
}

/** For commands whose `--kubeconfig` means nothing else. */
export function addKubeconfigOption(command: Commander): Commander {
  return command.option(
    "--kubeconfig <path>",
    "with --driver existing: where its contexts are; default as for kubectl",
  );
}

/**
 * @param kubeconfig of clusters that are there already.
 * @throws UserError for numbers that are none, and for options that exclude each other.
 */
export function drillRequest(
  file: string,
  { driver, pool, timings, seed, speed, set, procedure, knownBad, allowContext }: DrillOptions,
  kubeconfig?: string,
): DrillRequest {
  return {
    file,
    driver: driver ?? (pool === true ? "kind" : undefined),
    pool: pool === true ? poolFolder(process.env) : undefined,
    timings,
    fleet:
      allowContext === undefined && kubeconfig === undefined ? undefined : { kubeconfig, allow: allowContext ?? [] },
    sets: set,
    seed: seed === undefined ? undefined : wholeNumber("--seed", seed),
    speed: speed === undefined ? undefined : positive("--speed", speed),
    procedure: procedureChoice(procedure, knownBad),
  };
}

function procedureChoice(procedure: string | undefined, knownBad: string | undefined): ProcedureChoice | undefined {
  if (procedure !== undefined && knownBad !== undefined)
    throw new UserError("--procedure and --known-bad exclude each other", { hint: "Give one of them." });
  if (procedure !== undefined) return { path: procedure };
  return knownBad === undefined ? undefined : { knownBad };
}

export function wholeNumber(option: string, text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new UserError(`${option} ${text} is no whole number`, { hint: `Such as ${option} 3.` });
}

export function positive(option: string, text: string): number {
  const value = Number(text);
  if (value > 0 && value <= 1_000) return value;
  throw new UserError(`${option} ${text} is no factor`, {
    hint: `A number above 0 and up to 1000, such as ${option} 10.`,
  });
}
