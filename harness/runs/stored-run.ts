import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../base/errors.ts";
import { schemaParts } from "../catalogues.ts";
import { judge } from "../judging/judge.ts";
import type { Verdict } from "../judging/verdict.ts";
import { readScenario } from "../scenario/load.ts";
import { defaultHold, type Plan } from "../scenario/plan.ts";
import { readTimeline } from "../timeline/reader.ts";
import { fileNames, readRunRecord } from "./run-folder.ts";

export interface JudgedRun {
  readonly verdict: Verdict;
  /** Scenario file as the user named it. */
  readonly file: string;
  /** As it was given. */
  readonly folder: string;
}

/**
 * Judges a run from its folder, also one that was killed.
 * @param sets other limits than those that the run had: `expect.recoveredWithin=5m`
 * @throws UserError for a folder that holds no run, and for mistakes in `sets`.
 */
export function judgeStoredRun(folder: string, sets: readonly string[] = []): JudgedRun {
  const plan = underOtherLimits(readPlan(folder), folder, sets);
  const { events, ignoredBytes } = readTimeline(join(folder, fileNames.events));
  const verdict = judge(plan, events);
  const notes = [
    ...verdict.notes,
    ...(ignoredBytes > 0 ? [`the last ${ignoredBytes} bytes of ${fileNames.events} are no events and were left out`] : []),
    ...(sets.length > 0 ? [`judged under other limits: ${sets.join(", ")}`] : []),
  ];
  return { verdict: { ...verdict, notes }, file: readRunRecord(folder)?.file ?? plan.scenario.name, folder };
}

function readPlan(folder: string): Plan {
  const path = join(folder, fileNames.plan);
  if (!existsSync(path))
    throw new UserError(`${folder} holds no run: there is no ${fileNames.plan}`, {
      hint: "Name the folder of one run, such as runs/clean-rollback/2026-01-31T12-00-00.000.",
    });
  let plan: Partial<Plan>;
  try {
    plan = JSON.parse(readFileSync(path, "utf8")) as Partial<Plan>;
  } catch (cause) {
    throw new UserError(`${path} cannot be read: ${(cause as Error).message}`, { cause, hint: "Run the drill again." });
  }
  if (plan?.format !== 1)
    throw new UserError(`${path} is a plan of format ${String(plan?.format)}; this version reads format 1`, {
      hint: "Judge it with the version of rollback-drill that ran it.",
    });
  return plan as Plan;
}

/** Takes `expect` from the stored scenario with `sets` worked in, and what the plan derives from it. */
function underOtherLimits(plan: Plan, folder: string, sets: readonly string[]): Plan {
  if (sets.length === 0) return plan;
  const other = sets.find((text) => !text.startsWith("expect."));
  if (other !== undefined)
    throw new UserError(`--set ${other}: what has been run cannot be changed any more`, {
      hint: "A stored run can be judged under other values of expect: --set expect.recoveredWithin=5m.",
    });
  const path = join(folder, fileNames.scenario);
  const { expect } = readScenario(path, readText(path), { parts: schemaParts, sets }).scenario;
  const { target, hold = defaultHold[plan.clock] } = expect;
  const targets = Object.keys(plan.targets).map((cluster) => [cluster, typeof target === "string" ? target : (target[cluster] ?? "good")]);
  return { ...plan, scenario: { ...plan.scenario, expect }, hold, targets: Object.fromEntries(targets) };
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    throw new UserError(`cannot read ${path}: ${(cause as Error).message}`, {
      cause,
      hint: "Without the stored scenario the run can only be judged under its own limits.",
    });
  }
}
