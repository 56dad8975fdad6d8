import { z } from "zod";
import { gateIds } from "./expect.ts";
import { stepSchema, type StepActions, type StepDeclaration } from "./step.ts";
import { anchor, clusterName, duration, filePath, name } from "./text.ts";

export type { StepActions, StepDeclaration } from "./step.ts";

export interface ProcedureDeclaration {
  readonly name?: string | undefined;
  readonly script?: string | undefined;
  readonly args: readonly string[];
  readonly runbook?: string | undefined;
  /** Answers to a runbook's manual steps, by heading. */
  readonly answers: Readonly<Record<string, string>>;
  readonly steps?: readonly StepDeclaration[] | undefined;
  /** In which order the steps meet the clusters. */
  readonly strategy: "one-after-the-other" | "waves" | "all-at-once";
  readonly waves?: readonly (readonly string[])[] | undefined;
  readonly env: Readonly<Record<string, string>>;
}

function procedureFields(actions: StepActions) {
  return {
    name: z.string().min(1).optional().meta({ description: "what reports call it; default the file's name" }),
    script: filePath.optional().meta({ description: "path of a script, run as its owner wrote it" }),
    args: z.array(z.string()).default([]).meta({ description: "arguments of the script" }),
    runbook: filePath
      .optional()
      .meta({ description: "path of a Markdown runbook; its headings and fenced sh blocks are the steps" }),
    answers: z
      .record(z.string(), z.string())
      .default({})
      .meta({ description: "answers to a runbook's manual steps, by heading" }),
    steps: z
      .array(stepSchema(actions))
      .optional()
      .meta({ description: "declarative steps; the drill then runs on virtual time" }),
    strategy: z
      .enum(["one-after-the-other", "waves", "all-at-once"])
      .default("one-after-the-other")
      .meta({ description: "in which order declarative steps meet the clusters" }),
    waves: z
      .array(z.array(clusterName).min(1))
      .optional()
      .meta({ description: "clusters that steps meet together, with strategy waves; default those of the rollout" }),
    env: z
      .record(z.string(), z.string())
      .default({})
      .meta({ description: "environment variables beside those that every procedure gets" }),
  };
}

const oneSource = (value: unknown) => {
  const { script, runbook, steps } = value as ProcedureDeclaration;
  return [script, runbook, steps].filter((source) => source !== undefined).length === 1;
};
const oneSourceMessage = "exactly one of script, runbook and steps";

export function procedureSchema(actions: StepActions) {
  return z
    .strictObject({
      ...procedureFields(actions),
      startsAt: anchor.prefault("detected").meta({ description: "when it starts" }),
      timeout: duration.prefault("15m").meta({ description: "then it is stopped with all its processes" }),
    })
    .refine(oneSource, oneSourceMessage)
    .meta({ description: "what the drill rehearses" });
}

/** Procedures that must not pass; they prove that the scenario can fail. */
export function knownBadSchema(actions: StepActions) {
  return z
    .array(
      z
        .strictObject({
          ...procedureFields(actions),
          name: name.meta({ description: "what --known-bad and reports call it" }),
          summary: z.string().min(1).optional().meta({ description: "what is wrong with it" }),
          fails: z.array(z.enum(gateIds)).min(1).meta({ description: "gates that must fail; others may" }),
        })
        .refine(oneSource, oneSourceMessage),
    )
    .default([])
    .meta({ description: "procedures that this scenario must catch" });
}
