import type { ProcedureDeclaration } from "../../scenario/schema/procedure.ts";
import { Deadline } from "../deadline.ts";
import { findProgram } from "../interpreter.ts";
import type { Procedure, ProcedureContext, ProcedureOutcome } from "../procedure.ts";
import { outcomeOf, runProgram } from "../processes/run-program.ts";
import { openSession, type Session } from "../processes/session.ts";
import { toolsOf } from "../tools.ts";
import { stepCatalogue } from "./catalogue.ts";
import { runStep, type StepRun } from "./run-step.ts";
import { stagesOf, type ClusterRun, type PreparedStep } from "./stages.ts";
import { failed, unknown, type StepResult } from "./step-action.ts";

export interface StepsOptions {
  /** Folder of the scenario file. */
  readonly folder: string;
  readonly waves: readonly (readonly string[])[];
  readonly env: Readonly<Record<string, string>>;
  readonly inherited: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
}

/** Declarative steps. They run on virtual time unless one of them is a shell command. */
export async function stepsProcedure(declaration: ProcedureDeclaration, options: StepsOptions): Promise<Procedure> {
  const steps = await Promise.all(
    (declaration.steps ?? []).map((one, index) => prepare(one, index + 1, options.folder)),
  );
  const commands = steps.filter(({ action }) => action.clock === "real").map((step) => String(step.declaration.input));
  return {
    kind: "steps",
    name: declaration.name ?? "steps",
    tools: commands.length === 0 ? [] : [...new Set(["bash", ...toolsOf(commands.join("\n"))])],
    clock: commands.length === 0 ? "virtual" : "real",
    needs: [...new Set(steps.flatMap(({ action, declaration: { input } }) => action.needs(input)))],
    steps: steps.map(({ title }) => title),
    run: (context) => new StepsRun(steps, declaration.strategy, options, context).run(),
  };
}

async function prepare(
  declaration: NonNullable<ProcedureDeclaration["steps"]>[number],
  number: number,
  folder: string,
): Promise<PreparedStep> {
  const action = stepCatalogue[declaration.action];
  if (action === undefined) throw new Error(`no action is called ${declaration.action}`);
  const input = (await action.load?.(declaration.input, folder)) ?? declaration.input;
  return { number, title: declaration.name ?? action.title(input), action, declaration: { ...declaration, input } };
}

class StepsRun {
  readonly #steps: readonly PreparedStep[];
  readonly #strategy: ProcedureDeclaration["strategy"];
  readonly #options: StepsOptions;
  readonly #context: ProcedureContext;
  /** Steps whose errors were passed over. */
  #passedOver = 0;
  #session: Promise<Session> | undefined;

  constructor(
    steps: readonly PreparedStep[],
    strategy: ProcedureDeclaration["strategy"],
    options: StepsOptions,
    context: ProcedureContext,
  ) {
    this.#steps = steps;
    this.#strategy = strategy;
    this.#options = options;
    this.#context = context;
  }

  async run(): Promise<ProcedureOutcome> {
    const { clock, timeout, signal } = this.#context;
    using over = new Deadline(clock, timeout, "the procedure's time is up");
    try {
      return await this.#stages(AbortSignal.any([signal, over.signal]), over.signal);
    } finally {
      const session = await this.#session;
      session?.readDecision();
      await session?.[Symbol.asyncDispose]();
    }
  }

  async #stages(ended: AbortSignal, timedOut: AbortSignal): Promise<ProcedureOutcome> {
    const clusters = this.#context.spec.clusters.map(({ name }) => name);
    for (const stage of stagesOf(this.#steps, { strategy: this.#strategy, waves: this.#options.waves, clusters })) {
      const problems =
        stage.kind === "fleet"
          ? [await this.#step(stage.step, undefined, ended)]
          : await Promise.all(stage.runs.map((run) => this.#cluster(run, ended)));
      const detail = problems.filter((problem) => problem !== undefined).join("; ");
      if (ended.aborted) {
        const reason = timedOut.aborted ? "timed-out" : "aborted";
        return { outcome: "unknown", reason, detail: detail === "" ? "stopped between two steps" : detail };
      }
      if (detail !== "") return { outcome: "failed", reason: "failed", detail };
    }
    const count = `${this.#steps.length} ${this.#steps.length === 1 ? "step" : "steps"} done`;
    const errors =
      this.#passedOver === 0 ? "" : `; ${this.#passedOver} of their runs did not work, and that was passed over`;
    return { outcome: "ok", reason: "finished", detail: `${count}${errors}` };
  }

  /** Takes one cluster through its steps; resolves with what ended them early. */
  async #cluster({ cluster, steps }: ClusterRun, ended: AbortSignal): Promise<string | undefined> {
    for (const step of steps) {
      const problem = await this.#step(step, cluster, ended);
      if (problem !== undefined) return problem;
    }
    return undefined;
  }

  async #step(step: PreparedStep, cluster: string | undefined, ended: AbortSignal): Promise<string | undefined> {
    const { world } = this.#context;
    const { outcome, detail } = await runStep({
      step,
      cluster: cluster === undefined ? undefined : world.clusters.get(cluster),
      context: this.#context,
      signal: ended,
      shell: (command, at) => this.#shell(command, at),
    });
    const problem = `step ${step.number} (${step.title})${cluster === undefined ? "" : ` on ${cluster}`}: ${detail}`;
    if (ended.aborted) return problem;
    if (outcome === "ok") return undefined;
    if (step.declaration.onError === "stop") return outcome === "unknown" ? `${problem} (outcome unknown)` : problem;
    this.#passedOver++;
    return undefined;
  }

  async #shell(command: string, { number, deadline, signal }: Parameters<StepRun["shell"]>[1]): Promise<StepResult> {
    const { env, inherited, cwd } = this.#options;
    // A command is one step whatever it says of itself.
    this.#session ??= openSession({ context: this.#context, env, inherited, onStep: () => undefined });
    const session = await this.#session;
    const bash = findProgram("bash", session.env["PATH"]);
    if (bash === undefined) return { ...failed("bash was not found"), exitCode: 127 };
    const end = await runProgram({
      command: [bash, "-c", command],
      cwd,
      session,
      context: this.#context,
      deadline,
      signal,
      emit: (stream, text) => this.#context.emit({ type: "procedureOutput", step: number, stream, text }),
    });
    const { outcome, detail } = outcomeOf(end);
    return end.stopped === undefined ? { outcome, detail, exitCode: end.exitCode } : unknown(detail);
  }
}
