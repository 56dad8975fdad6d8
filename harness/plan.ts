import { UserError } from "./base/errors.ts";
import type { Driver } from "./clusters/driver.ts";
import { manifestTools } from "./clusters/manifests/load.ts";
import { operatorEnd } from "./clusters/links.ts";
import { faultCatalogue } from "./faults/catalogue.ts";
import type { DeclaredFault } from "./faults/fault.ts";
import { orderOfEvents } from "./plan-order.ts";
import type { Procedure } from "./procedures/procedure.ts";
import { defaultHold, sampleInterval, type Need, type Plan, type PlannedProcedure } from "./scenario/plan.ts";
import type { Scenario } from "./scenario/schema/scenario.ts";
import { manifestsPath } from "./world-spec.ts";

export interface PlanRequest {
  readonly scenario: Scenario;
  /** Path of the scenario file. */
  readonly file: string;
  readonly driver: Pick<Driver, "name" | "abilities" | "sampleInterval" | "timings">;
  readonly procedure: Pick<Procedure, "kind" | "name" | "tools" | "clock" | "needs" | "steps">;
  /** Gates that must fail: those of a known-bad procedure. */
  readonly mustFail?: readonly string[] | undefined;
  readonly seed: number;
  /** Drill time per wall time, where real time runs. */
  readonly speed: number;
  /** `real` also where nothing outside takes part; default virtual where that can be. */
  readonly clock?: "real" | undefined;
}

/**
 * Decides everything that a run needs and starts nothing; `refuseUnmetNeeds` says whether the driver can do it.
 * @throws UserError when something is anchored on a step that the procedure does not have.
 */
export function makePlan(request: PlanRequest): Plan {
  const { scenario, file, driver, procedure, mustFail, seed, speed } = request;
  const clock = request.clock ?? clockFor(driver, procedure);
  refuseSpeed(driver, speed);
  const clusters = Object.keys(scenario.clusters);
  const { target, hold = defaultHold[clock] } = scenario.expect;
  const { kind, name, steps } = procedure;
  const planned: PlannedProcedure = { name, kind, steps, ...(mustFail === undefined ? {} : { mustFail }) };
  const waves = scenario.rollout.waves ?? [clusters];
  checkSteps(scenario, planned);
  return {
    format: 1,
    scenario,
    driver: driver.name,
    ...(driver.timings === undefined ? {} : { timings: driver.timings }),
    clock,
    speed: clock === "virtual" ? 1 : speed,
    seed,
    procedure: planned,
    hold,
    sampleInterval: driver.sampleInterval ?? sampleInterval(clock, speed),
    targets: Object.fromEntries(
      clusters.map((cluster) => [cluster, typeof target === "string" ? target : (target[cluster] ?? "good")]),
    ),
    waves,
    needs: needsOf(scenario, procedure),
    tools: [...new Set([...manifestTools(manifestsPath(scenario, file)), ...procedure.tools])].sort(),
    order: orderOfEvents(scenario, planned, waves),
  };
}

function clockFor({ abilities }: PlanRequest["driver"], procedure: PlanRequest["procedure"]): Plan["clock"] {
  return procedure.clock === "virtual" && abilities.has("virtual-time") ? "virtual" : "real";
}

function refuseSpeed({ name, abilities }: PlanRequest["driver"], speed: number): void {
  if (speed === 1 || abilities.has("virtual-time")) return;
  throw new UserError(`driver ${name} cannot run ${speed} times as fast: its clusters are real`, {
    hint: "Leave --speed out, or choose --driver simulated.",
  });
}

function needsOf(scenario: Scenario, procedure: PlanRequest["procedure"]): readonly Need[] {
  const clusters = Object.keys(scenario.clusters);
  const ofFaults = scenario.faults.flatMap((fault) => {
    const declared = { ...fault, on: fault.on ?? clusters } as unknown as DeclaredFault<Record<string, never>>;
    const needs = faultCatalogue[fault.kind]!.needs(declared);
    return needs.map((ability) => ({ ability, why: `fault ${fault.name} (${fault.kind})` }));
  });
  const ofProcedure = procedure.needs.map((ability) => ({ ability, why: `procedure ${procedure.name}` }));
  const abilityOf = (ends: readonly string[]) => (ends.includes(operatorEnd) ? "link-shaping" : "region-links");
  const ofLinks = [...new Set(scenario.links.map(({ between }) => abilityOf(between)))].map((ability) => ({
    ability,
    why: "links with a latency of their own",
  }));
  const ofMirror = scenario.registry.mirror === undefined ? [] : [{ ability: "mirror", why: "registry.mirror" }];
  return [...ofLinks, ...ofMirror, ...ofFaults, ...ofProcedure];
}

/** Needs of a plan that a driver does not offer. */
export function unmetNeeds(plan: Plan, { abilities }: Pick<Driver, "abilities">): readonly Need[] {
  const offered: ReadonlySet<string> = abilities;
  return plan.needs.filter(({ ability }) => !offered.has(ability));
}

/**
 * @param problems why the driver's clusters cannot be used as they are.
 * @throws UserError that names every need that the driver cannot meet, and every problem.
 */
export function refuseUnmetNeeds(plan: Plan, driver: PlanRequest["driver"], problems: readonly string[] = []): void {
  const unmet = unmetNeeds(plan, driver).map(({ ability, why }) => `${ability}, for ${why}`);
  if (unmet.length + problems.length === 0) return;
  const list = [...unmet, ...problems].map((line) => `  ${line}`).join("\n");
  const [what, hint] =
    unmet.length === 0
      ? ["be used for", "Nothing was touched. docs/existing-clusters.md says what a drill needs there."]
      : [
          "do what",
          "Choose another driver with --driver, or leave these parts out; drill list shows what each driver can do.",
        ];
  const needed = unmet.length === 0 ? plan.scenario.name : `${plan.scenario.name} needs`;
  throw new UserError(`driver ${driver.name} cannot ${what} ${needed}:\n${list}`, { hint });
}

/** Steps of a runbook are known only now; a script may announce any. */
function checkSteps(scenario: Scenario, { name, kind, steps, mustFail }: PlannedProcedure): void {
  if (kind !== "runbook" || mustFail !== undefined) return;
  const anchors = [...scenario.faults.map(({ at }) => at), ...(scenario.detection.at ? [scenario.detection.at] : [])];
  for (const { on, text } of anchors) {
    if (on.event !== "procedureStep") continue;
    if (typeof on.step === "number" ? on.step >= 1 && on.step <= steps.length : steps.includes(on.step)) continue;
    const known = steps.map((step, index) => `${index + 1} "${step}"`).join(", ");
    throw new UserError(`"${text}" never happens: ${name} has no such step; its steps: ${known}`, {
      hint: "Steps of a runbook are its headings with sh blocks, by number or by title.",
    });
  }
}
