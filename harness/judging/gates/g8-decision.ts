import type { Evidence } from "../evidence.ts";
import type { Gate } from "./gate.ts";

/** The procedure decides what the situation asks for. One that says nothing and ends well has decided to roll back. */
export const expectedDecision: Gate = {
  id: "G8",
  title: "the expected decision was taken",
  judge({ evidence }) {
    const expected = evidence.plan.scenario.expect.decision;
    const title = `the procedure decided ${expected}`;
    const finished = evidence.last("procedureFinished");
    if (finished === undefined) return [{ title, outcome: "unknown", detail: "its end was not recorded" }];
    const decision = decisionOf(evidence);
    if (decision === expected) return [{ title, outcome: "passed", detail: "" }];
    const found = decision === undefined ? `it decided nothing: ${finished.detail}` : `it decided ${decision}`;
    return [{ title, outcome: "failed", detail: found }];
  },
};

function decisionOf({ last }: Evidence): string | undefined {
  const declared = last("procedureDecided")?.decision;
  return declared ?? (last("procedureFinished")?.outcome === "ok" ? "rollback" : undefined);
}
