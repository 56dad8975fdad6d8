import type { Verdict } from "./judging/verdict.ts";
import { prepareDrill, type DrillRequest, type ProcedureChoice } from "./prepare.ts";
import { performDrill } from "./run.ts";

/** One cell of the matrix: a scenario with one procedure. */
export interface SelftestResult {
  readonly file: string;
  readonly scenario: string;
  readonly role: "good" | "known-bad" | "no-op";
  readonly procedure: string;
  /** Gates that had to fail. */
  readonly mustFail: readonly string[];
  readonly verdict: Verdict;
  /** Undefined when the drill told this procedure for what it is. */
  readonly complaint: string | undefined;
}

/**
 * Runs a scenario with its good procedure, with every known-bad one and with one that does nothing, in memory, and says
 * where the drill did not tell them apart. A scenario whose expected decision is to do nothing has no no-op.
 */
export async function* selftest(request: DrillRequest, signal: AbortSignal): AsyncGenerator<SelftestResult> {
  const good = await prepareDrill(request);
  const { scenario } = good.plan;
  const choices: readonly (readonly [SelftestResult["role"], ProcedureChoice | undefined])[] = [
    ["good", undefined],
    ...scenario.knownBad.map(({ name }) => ["known-bad", { knownBad: name }] as const),
    ...(scenario.expect.decision === "rollback" ? [["no-op", { noOp: true }] as const] : []),
  ];
  for (const [role, procedure] of choices) {
    if (signal.aborted) return;
    const prepared = procedure === undefined ? good : await prepareDrill({ ...request, procedure });
    const { verdict } = await performDrill(prepared, { signal });
    const mustFail = prepared.plan.procedure.mustFail ?? [];
    yield {
      file: request.file,
      scenario: scenario.name,
      role,
      procedure: prepared.plan.procedure.name,
      mustFail,
      verdict,
      complaint: complaintOf(role, mustFail, verdict),
    };
  }
}

function complaintOf(
  role: SelftestResult["role"],
  mustFail: readonly string[],
  { verdict, gates, reasons }: Verdict,
): string | undefined {
  if (role === "good") return verdict === "pass" ? undefined : `should pass: ${reasons[0] ?? verdict}`;
  if (verdict !== "fail") return `should fail, ended with ${verdict}`;
  const passed = mustFail.filter((gate) => gates.find((one) => one.gate === gate)?.outcome !== "failed");
  return passed.length === 0 ? undefined : `${passed.join(" and ")} should have failed`;
}
