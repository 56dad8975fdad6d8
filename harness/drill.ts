import { randomUUID } from "node:crypto";
import type { Clock } from "./base/clock.ts";
import { Random } from "./base/random.ts";
import { until } from "./base/until.ts";
import { VirtualClock } from "./base/virtual-clock.ts";
import type { Driver, Ledger, World } from "./clusters/driver.ts";
import type { WorldSpec } from "./clusters/world.ts";
import { Anchors } from "./drill/anchors.ts";
import { installBaseline } from "./drill/baseline.ts";
import type { DrillContext, LiveContext } from "./drill/context.ts";
import { detect } from "./drill/detection.ts";
import { recordPodLives, takeStates } from "./drill/evidence.ts";
import { brokenWorld } from "./drill/broken-world.ts";
import { keepLogs } from "./drill/logs.ts";
import { FaultSchedule } from "./drill/fault-schedule.ts";
import { redeploy } from "./drill/redeploy.ts";
import { Rollout } from "./drill/rollout.ts";
import { settle } from "./drill/settle.ts";
import { resolveVersions, targetsOf } from "./drill/targets.ts";
import { Watch } from "./drill/watch.ts";
import { faultCatalogue } from "./faults/catalogue.ts";
import type { Procedure, ProcedureOutcome } from "./procedures/procedure.ts";
import type { Plan } from "./scenario/plan.ts";
import type { Fact, Phase, TimelineEvent } from "./timeline/events.ts";
import type { Recorder } from "./timeline/recorder.ts";

export interface DrillOptions {
  readonly plan: Plan;
  readonly spec: WorldSpec;
  readonly driver: Driver;
  readonly procedure: Procedure;
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly recorder: Pick<Recorder, "record">;
  /** The run's folder, absolute; undefined keeps everything in memory. */
  readonly folder: string | undefined;
  /** Folder for the logs of a world that did not do well, absolute. */
  readonly evidence?: string | undefined;
  /** Whether what has been recorded so far is worth keeping logs for. */
  readonly wantsEvidence?: (() => boolean) | undefined;
  readonly signal: AbortSignal;
  /** Aborted by a second Ctrl-C: undoing goes on, but waits for nothing. */
  readonly hurry: AbortSignal;
  /** Called when the good version runs everywhere, instead of breaking anything; the drill is over when it resolves. */
  readonly holdBaseline?: ((world: World, spec: WorldSpec) => Promise<void>) | undefined;
  /** Called when the drill is over and the clusters still stand; they go when it resolves. */
  readonly keep?: ((world: World) => Promise<void>) | undefined;
}

/** ms of steady state that must be seen, and within which it must come. */
const steadyFor = 10_000;
const steadyWithin = 120_000;

/**
 * Runs one drill from nothing to nothing: world, baseline, bad release, faults, procedure, evidence, re-deploy, teardown.
 * Everything that happens is recorded; nothing is judged here. Resolves also when the drill failed, was aborted or
 * could not be done: the timeline says so. What was begun is undone on every way out.
 */
export async function conductDrill(options: DrillOptions): Promise<void> {
  const { clock } = options;
  if (clock instanceof VirtualClock) await clock.run(() => conduct(options));
  else await conduct(options);
}

async function conduct(options: DrillOptions): Promise<void> {
  const { plan, clock, signal, hurry, ledger, driver, folder, evidence, recorder } = options;
  const { scenario } = plan;
  const anchors = new Anchors(clock, scenario.rollout.to.at(-1)!);
  const emit = (fact: Fact, at = clock.now()) => {
    const event = { at, ...fact } as TimelineEvent;
    recorder.record(event);
    anchors.note(event);
  };
  const names = Object.keys(scenario.clusters);
  const broken = brokenWorld(scenario, options.spec);
  const spec = driver.shape?.(broken) ?? broken;
  const context: DrillContext = {
    plan,
    spec,
    clock,
    random: new Random(plan.seed),
    anchors,
    ledger,
    signal,
    hurry,
    emit,
  };
  let phase: Phase = "topology";
  const enter = (next: Phase) => {
    phase = next;
    emit({ type: "phaseStarted", phase: next });
  };
  emit({
    type: "runStarted",
    format: 1,
    scenario: scenario.name,
    seed: plan.seed,
    driver: plan.driver,
    clock: plan.clock,
    speed: plan.speed,
    clusters: names,
    sampleInterval: plan.sampleInterval,
  });
  let world: World | undefined;
  try {
    enter("topology");
    const onProblem = (error: unknown) => emit({ type: "harnessProblem", during: phase, message: messageOf(error) });
    const onNotice = (message: string) => emit({ type: "worldNotice", message });
    world = await driver.start(spec, { clock, folder, evidence, ledger, signal, onProblem, onNotice });
    const started = world;
    const clusters = names.map((name) => started.clusters.get(name)!);
    await rehearse({ ...context, world, clusters }, options, enter);
    await options.keep?.(world);
  } catch (error) {
    if (signal.aborted)
      emit({ type: "aborted", reason: String((signal.reason as Error | undefined)?.message ?? signal.reason) });
    else emit({ type: "harnessProblem", during: phase, message: messagesIn(error).join("; ") });
  } finally {
    enter("teardown");
    await keepLogs({ world, evidence, wanted: !signal.aborted && options.wantsEvidence?.() === true, emit });
    try {
      await world?.[Symbol.asyncDispose]();
    } catch (error) {
      emit({ type: "cleanupProblem", what: "clusters", message: messagesIn(error).join("; ") });
    }
    emit({ type: "runFinished" });
  }
}

/** The drill proper, in the order in which people tell it. */
async function rehearse(context: LiveContext, options: DrillOptions, enter: (phase: Phase) => void): Promise<void> {
  const { plan, spec, clock, world, emit, signal } = context;
  const salt = plan.clock === "virtual" ? `seed ${plan.seed}` : randomUUID();

  enter("baseline");
  const versions = await resolveVersions(world, spec);
  emit({ type: "versionsResolved", versions });
  const missing = await installBaseline(context);
  if (missing !== undefined) return emit({ type: "baselineNotProven", detail: missing });
  if (options.holdBaseline !== undefined) return options.holdBaseline(world, spec);
  const golden = await takeStates(context, "golden", salt);
  const watch = new Watch(context, targetsOf({ plan, spec, versions, golden }));
  const rollout = new Rollout(context, watch);
  const faults = new FaultSchedule(context, faultCatalogue);
  watch.start();
  try {
    if (!(await isSteady(context, watch))) return;
    watch.arm();
    faults.start();
    emit({ type: "baselineProven" });

    enter("rollout");
    const badAt = clock.now();
    rollout.start();

    enter("detection");
    if (!(await detectedAndDue(context, watch, rollout))) return;

    enter("procedure");
    emit({
      type: "procedureStarted",
      name: plan.procedure.name,
      kind: plan.procedure.kind,
      clusters: Object.keys(plan.scenario.clusters),
    });
    if (plan.scenario.rollout.whenProcedureStarts === "stop") rollout.stop("drill");
    const outcome = await runProcedure(context, options, rollout);
    watch.collectWrites();
    emit({ type: "procedureFinished", ...outcome });
    signal.throwIfAborted();

    enter("settle");
    await settle(context, { watch, faults, rollout, badAt });
    rollout.stop("drill");
    await rollout.finished();

    enter("evidence");
    await watch.stop();
    await takeStates(context, "final", salt);
  } finally {
    rollout.stop("drill");
    await watch.stop();
    await faults.end();
  }
  signal.throwIfAborted();
  enter("redeploy");
  await redeploy(context);
  await recordPodLives(context);
}

/** The steady state is the hypothesis: without it nothing that follows means anything. */
async function isSteady({ clock, clusters, signal, emit }: LiveContext, watch: Watch): Promise<boolean> {
  const steady = await until(
    () => (clusters.every(({ name }) => watch.healthyFor(name) >= steadyFor) ? true : undefined),
    {
      clock,
      every: 1_000,
      deadline: clock.now() + steadyWithin,
      signal,
    },
  );
  if (!steady) {
    const uneasy = clusters.filter(({ name }) => watch.healthyFor(name) < steadyFor).map(({ name }) => name);
    emit({ type: "baselineNotProven", detail: `no steady state in ${uneasy.join(", ")}` });
  }
  return steady ?? false;
}

/** Waits for the event at which the procedure starts; false when nothing was detected in time. */
async function detectedAndDue(context: LiveContext, watch: Watch, rollout: Rollout): Promise<boolean> {
  const { plan, clock, anchors, signal, emit } = context;
  const { startsAt } = plan.scenario.procedure;
  const stop = new AbortController();
  const both = AbortSignal.any([signal, stop.signal]);
  const deadline = clock.now() + plan.scenario.detection.within + startsAt.delay;
  try {
    const due = anchors.reached(startsAt, both).then(() => "due" as const);
    const late = clock.sleep(deadline - clock.now() + 1, both).then(() => "late" as const);
    const trouble = rollout.finished().then(() => new Promise<never>(() => undefined));
    const noticed = detect(context, watch, rollout, both).then(() => new Promise<never>(() => undefined));
    for (const promise of [due, late, trouble, noticed]) promise.catch(() => undefined);
    const first = await Promise.race([due, late, trouble, noticed]);
    if (first === "late") emit({ type: "notDetected", detail: `"${startsAt.text}" did not come` });
    else if (!anchors.has({ event: "detected" })) emit({ type: "detected", rule: "declared", detail: startsAt.text });
    return first === "due";
  } finally {
    stop.abort(new Error("detection is over"));
  }
}

async function runProcedure(
  { plan, spec, world, clock, signal, emit, ledger }: LiveContext,
  { procedure, folder }: DrillOptions,
  rollout: Rollout,
): Promise<ProcedureOutcome> {
  return procedure.run({
    world,
    spec,
    clock,
    timeout: plan.scenario.procedure.timeout,
    signal,
    folder,
    ledger,
    emit,
    control: {
      stopRollout: async () => rollout.stop("procedure"),
      setWeights: async (weights) => {
        await world.router.setWeights(weights);
        emit({ type: "routeChanged", weights: world.router.weights() });
      },
    },
  });
}

/** What several disposals said, each on its own. */
function messagesIn(error: unknown): readonly string[] {
  return error instanceof SuppressedError
    ? [...messagesIn(error.suppressed), ...messagesIn(error.error)]
    : [messageOf(error)];
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
