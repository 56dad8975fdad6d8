import { z } from "zod";
import { expectation } from "./expectation.ts";
import { clusterName, duration } from "./text.ts";

/** A step is an object with one action and, beside it, keys that all steps share. */
export type StepActions = Readonly<Record<string, z.ZodType>>;

export interface StepDeclaration {
  readonly name?: string | undefined;
  /** Clusters; undefined means all of the procedure's. */
  readonly on?: readonly string[] | undefined;
  readonly timeout?: number | undefined;
  readonly onError: "stop" | "continue";
  /** How often the step is tried again when it did not work. */
  readonly retries: number;
  /** Name of the action, a key of the step catalogue. */
  readonly action: string;
  /** What the action's own schema made of its value. */
  readonly input: unknown;
}

const common = {
  name: z.string().min(1).optional().meta({ description: "what the report calls the step" }),
  on: z.array(clusterName).min(1).optional().meta({ description: "clusters; default all" }),
  timeout: duration.optional().meta({ description: "then the step has failed" }),
  onError: z
    .enum(["stop", "continue"])
    .default("stop")
    .meta({ description: "what becomes of the procedure when the step fails" }),
  retries: z
    .int()
    .min(0)
    .max(100)
    .default(0)
    .meta({ description: "how often the step is tried again, within its timeout, when it did not work" }),
};

/** The shape of a step by its action; what a step's schema carries as `variants` in its metadata. */
export type StepVariants = Readonly<Record<string, z.ZodObject>>;

type AddedIssue = Parameters<z.RefinementCtx["addIssue"]>[0];

/** A step is told by the one key that names its action, and problems are those of that action alone. */
export function stepSchema(actions: StepActions): z.ZodType<StepDeclaration> {
  const variants: StepVariants = Object.fromEntries(
    Object.entries(actions).map(([action, input]) => [action, z.strictObject({ ...common, [action]: input })]),
  );
  const read = (value: unknown, context: z.RefinementCtx): StepDeclaration => {
    const action = chooseAction(value, Object.keys(actions), context);
    if (action === undefined) return z.NEVER;
    const step = value as Readonly<Record<string, unknown>>;
    const parsed = variants[action]!.safeParse({ ...step, [action]: step[action] ?? {} }, { error: expectation });
    if (parsed.success) {
      const { name, on, timeout, onError, retries, [action]: input } = parsed.data;
      return { name, on, timeout, onError, retries, action, input } as StepDeclaration;
    }
    for (const issue of parsed.error.issues) context.addIssue({ ...issue, input: value } as AddedIssue);
    return z.NEVER;
  };
  return z.unknown().transform(read).meta({ variants });
}

function chooseAction(value: unknown, actions: readonly string[], context: z.RefinementCtx): string | undefined {
  const expected = `one action: ${actions.join(", ")}`;
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    context.addIssue({ code: "custom", message: `a map with ${expected}`, input: value });
    return undefined;
  }
  const named = actions.filter((action) => Object.hasOwn(value, action));
  if (named.length === 1) return named[0];
  const unknown = Object.keys(value).filter((key) => !Object.hasOwn(common, key) && !actions.includes(key));
  if (named.length === 0 && unknown.length > 0) {
    const known = [...actions, ...Object.keys(common)];
    const issue = { code: "unrecognized_keys", keys: unknown, known, message: expected, input: value };
    context.addIssue(issue as unknown as AddedIssue);
    return undefined;
  }
  const what =
    named.length === 0 ? "a step without an action" : `a step with ${named.length} actions (${named.join(", ")})`;
  context.addIssue({ code: "custom", message: `${what}; expected ${expected}`, input: value });
  return undefined;
}
