import type { Evidence } from "./evidence.ts";

/**
 * Why the drill itself is not to be trusted, most important first: such a run never passes. A fault that the drill could
 * not heal is here too, and not held against the procedure, which has not made it.
 * @param count of the events of the timeline
 */
export function problemsOf(evidence: Evidence, count: number): readonly string[] {
  if (count === 0) return ["the timeline is empty"];
  return [
    ...wrongRun(evidence),
    ...evidence.all("harnessProblem").map(({ during, message }) => `the harness failed during ${during}: ${message}`),
    ...evidence.all("baselineNotProven").map(({ detail }) => `steady state was not proven: ${detail}`),
    ...evidence.all("notDetected").map(({ detail }) => `the bad release was not detected: ${detail}`),
    ...evidence.plan.scenario.faults.flatMap(({ name }) => faultProblem(evidence, name) ?? []),
    ...incomplete(evidence, count),
  ];
}

/** Why no gate can be judged at all; undefined when they can. */
export function notJudgedBecause(evidence: Evidence): string | undefined {
  if (evidence.first("baselineNotProven") !== undefined) return "steady state was not proven";
  if (evidence.first("baselineProven") === undefined) return "the log does not show that steady state was proven";
  if (evidence.first("notDetected") !== undefined) return "the bad release was not detected";
  if (evidence.first("procedureStarted") === undefined) return "the procedure was not started";
  return undefined;
}

function wrongRun({ plan, first }: Evidence): readonly string[] {
  const started = first("runStarted");
  if (started === undefined) return ["the log does not show how the run started"];
  const { scenario, seed } = started;
  if (scenario === plan.scenario.name && seed === plan.seed) return [];
  return [`the log is of ${scenario}, seed ${seed}; the plan is of ${plan.scenario.name}, seed ${plan.seed}`];
}

function faultProblem({ all }: Evidence, name: string): string | undefined {
  const of = <Event extends { readonly fault: string }>(events: readonly Event[]) =>
    events.findLast(({ fault }) => fault === name);
  const notReached = of(all("faultNotReached"));
  if (notReached !== undefined) return `fault ${name} did not strike: "${notReached.anchor}" never came`;
  const notActive = of(all("faultNotActive"));
  if (notActive !== undefined) return `fault ${name} was not seen to be active: ${notActive.detail}`;
  if (of(all("faultActive")) === undefined) return `nothing shows that fault ${name} was active`;
  const notHealed = of(all("faultNotHealed"));
  if (notHealed !== undefined) return `fault ${name} could not be healed: ${notHealed.detail}`;
  const healed = of(all("faultHealed")) !== undefined;
  return of(all("faultHealing")) !== undefined && !healed ? `nothing shows that fault ${name} was healed` : undefined;
}

/** Nothing that comes after the start of the teardown changes a gate, so a log that ends there is whole enough. */
function incomplete({ all, last }: Evidence, count: number): readonly string[] {
  const finished = last("runFinished");
  if (finished === undefined)
    return all("phaseStarted").some(({ phase }) => phase === "teardown") ? [] : ["the log ends before the run did"];
  const lost = (finished.events ?? count - 1) - (count - 1);
  if (lost > 0) return [`the log lacks ${lost} of ${finished.events} events`];
  return lost < 0 ? [`the log has ${-lost} events too many`] : [];
}
