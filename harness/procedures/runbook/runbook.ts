import { writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { UserError } from "../../base/errors.ts";
import { findProgram } from "../interpreter.ts";
import type { Procedure, ProcedureContext, ProcedureOutcome } from "../procedure.ts";
import { Output } from "../processes/output.ts";
import { openSession, type Session } from "../processes/session.ts";
import { StepLog } from "../step-log.ts";
import { toolsOf } from "../tools.ts";
import type { Ask } from "./ask.ts";
import { answerManually } from "./manual.ts";
import { parseRunbook, type RunbookStep } from "./parse.ts";
import { startShell, type BlockEnd, type Shell } from "./shell-session.ts";

export interface RunbookSource {
  readonly name: string | undefined;
  /** Absolute path. */
  readonly file: string;
  readonly text: string;
  /** Answers to manual steps, by heading. */
  readonly answers: Readonly<Record<string, string>>;
  readonly ask: Ask | undefined;
  readonly env: Readonly<Record<string, string>>;
  readonly inherited: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
}

/** @throws UserError for a runbook without steps. */
export function runbookProcedure(source: RunbookSource): Procedure {
  const { file, text } = source;
  const steps = parseRunbook(text, file);
  if (steps.length === 0)
    throw new UserError(`the runbook ${file} has no steps`, {
      hint: "fenced blocks of sh, bash or shell are run, headings that end in (manual) are asked",
    });
  return {
    kind: "runbook",
    name: source.name ?? basename(file),
    tools: [...new Set(["bash", ...steps.flatMap((step) => (step.kind === "block" ? toolsOf(step.code) : []))])],
    clock: "real",
    needs: [],
    steps: steps.map(({ title }) => title),
    run: (context) => new RunbookRun(source, steps, context).run(),
  };
}

const reduced = (title: string) =>
  title
    .replace(/\s*\(manual\)\s*$/i, "")
    .trim()
    .toLowerCase();
const sameTitle = (a: string, b: string) => reduced(a) === reduced(b);

class RunbookRun {
  readonly #source: RunbookSource;
  readonly #steps: readonly RunbookStep[];
  readonly #context: ProcedureContext;
  readonly #log: StepLog;
  readonly #deadline: number;
  #shell: Shell | undefined;

  constructor(source: RunbookSource, steps: readonly RunbookStep[], context: ProcedureContext) {
    this.#source = source;
    this.#steps = steps;
    this.#context = context;
    this.#log = new StepLog(context.clock, (event) => context.emit(event));
    this.#deadline = context.clock.now() + context.timeout;
  }

  async run(): Promise<ProcedureOutcome> {
    const unanswerable = this.#steps.find((step) => step.kind === "manual" && this.#answerTo(step) === undefined);
    if (unanswerable !== undefined && this.#source.ask === undefined)
      return {
        outcome: "failed",
        reason: "failed",
        detail: `nobody is there for the manual step "${unanswerable.title}"; give its answer in procedure.answers, or run at a terminal`,
      };
    const { env, inherited } = this.#source;
    await using session = await openSession({
      context: this.#context,
      env,
      inherited,
      onStep: (title) => this.#log.start(title),
    });
    const output = new Output({ secrets: session.secrets, emit: (stream, text) => this.#log.output(stream, text) });
    try {
      for (const [index, step] of this.#steps.entries()) {
        const problem =
          step.kind === "manual" ? await this.#manual(step) : await this.#block(step, index, session, output);
        if (problem !== undefined) return problem;
      }
      return { outcome: "ok", reason: "finished", exitCode: 0, detail: `all ${this.#steps.length} steps done` };
    } finally {
      await this.#shell?.close();
      output.end();
      session.readDecision();
    }
  }

  /** Resolves with the end of the procedure when the block brought it about. */
  async #block(
    step: RunbookStep & { kind: "block" },
    index: number,
    session: Session,
    output: Output,
  ): Promise<ProcedureOutcome | undefined> {
    const file = join(session.folder, `${String(index + 1).padStart(2, "0")}-${slug(step.title)}.sh`);
    writeFileSync(file, step.code);
    this.#log.start(step.title);
    const bash = findProgram("bash", session.env["PATH"]);
    if (bash === undefined) return this.#fail("bash was not found", 127);
    const { clock, signal, ledger, spec } = this.#context;
    this.#shell ??= await startShell({
      bash,
      output,
      cwd: this.#source.cwd,
      env: session.env,
      folder: session.folder,
      clock,
      signal,
      deadline: this.#deadline,
      ledger,
      runId: spec.runId,
    });
    const result = await this.#shell.run(file);
    // A block that says `exit` closes the terminal it was pasted into; the next one gets a new one.
    if (result.end !== undefined) this.#shell = undefined;
    return this.#judge(result);
  }

  #judge({ exitCode, end }: BlockEnd): ProcedureOutcome | undefined {
    if (end?.stopped !== undefined) return this.#stop(end.stopped, exitCode);
    if (exitCode !== 0) return this.#fail(`exit code ${exitCode}`, exitCode);
    this.#log.finish({ outcome: "ok", exitCode, detail: "exit code 0" });
    return undefined;
  }

  async #manual(step: RunbookStep & { kind: "manual" }): Promise<ProcedureOutcome | undefined> {
    this.#log.start(step.title);
    const { clock, signal } = this.#context;
    const answer = this.#answerTo(step);
    const end = await answerManually(step, { answer, ask: this.#source.ask, clock, signal, deadline: this.#deadline });
    if (end.stopped !== undefined) return this.#stop(end.stopped, undefined);
    this.#log.finish({ outcome: end.outcome, detail: end.detail, manual: true });
    return end.outcome === "ok"
      ? undefined
      : { outcome: "failed", reason: "failed", detail: `step "${step.title}": ${end.detail}` };
  }

  #answerTo({ title }: RunbookStep): string | undefined {
    return Object.entries(this.#source.answers).find(([key]) => sameTitle(title, key))?.[1];
  }

  #fail(detail: string, exitCode: number): ProcedureOutcome {
    const step = this.#log.number;
    this.#log.finish({ outcome: "failed", exitCode, detail });
    return { outcome: "failed", reason: "failed", exitCode, detail: `step ${step} failed: ${detail}` };
  }

  #stop(reason: "timed-out" | "aborted", exitCode: number | undefined): ProcedureOutcome {
    const detail = reason === "timed-out" ? "still under way when the procedure's time was up" : "stopped";
    const step = this.#log.number;
    this.#log.finish({ outcome: "unknown", detail, ...(exitCode === undefined ? {} : { exitCode }) });
    return { outcome: "unknown", reason, exitCode, detail: `step ${step}: ${detail}` };
  }
}

const slug = (title: string) =>
  title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "")
    .slice(0, 40) || "step";
