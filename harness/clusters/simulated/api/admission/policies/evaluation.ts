import type { KubernetesObject } from "../../../../kubernetes.ts";
import { CelError } from "../../cel/program.ts";
import type { Expressions, MatchCondition, Variables } from "../conditions.ts";

/** Why a policy says no. */
export interface Finding {
  readonly message: string;
  /** Undefined is that of the server. */
  readonly reason: string | undefined;
}

interface Validation {
  readonly expression: string;
  readonly message?: string;
  readonly messageExpression?: string;
  readonly reason?: string;
}

/** What a policy finds wrong with a request. What cannot be evaluated is wrong too, unless the policy ignores failures. */
export function evaluatePolicy(expressions: Expressions, policy: KubernetesObject, given: Variables): Finding[] {
  const { matchConditions = [], validations = [], variables = [], failurePolicy } = policy["spec"];
  const failed = ({ message }: CelError): Finding[] =>
    failurePolicy === "Ignore" ? [] : [{ message, reason: undefined }];
  const known: Record<string, unknown> = { ...given };
  known["variables"] = lazily(variables as readonly NamedExpression[], ({ name, expression }) =>
    expressions.variable(policy, name, expression, known),
  );
  const attempt = (act: () => Finding[]): Finding[] => {
    try {
      return act();
    } catch (error) {
      if (error instanceof CelError) return failed(error);
      throw error;
    }
  };
  return attempt(() => {
    if (!expressions.meet(policy, matchConditions as readonly MatchCondition[], () => known)) return [];
    return (validations as readonly Validation[]).flatMap((validation) =>
      attempt(() => {
        if (expressions.evaluate(policy, validation.expression, known) === true) return [];
        return [{ message: messageOf(expressions, policy, validation, known), reason: validation.reason }];
      }),
    );
  });
}

interface NamedExpression {
  readonly name: string;
  readonly expression: string;
}

/** Variables are evaluated when something names them, and once. */
function lazily(
  variables: readonly NamedExpression[],
  evaluate: (variable: NamedExpression) => unknown,
): Readonly<Record<string, unknown>> {
  const values: Record<string, unknown> = {};
  for (const variable of variables) {
    const { name } = variable;
    Object.defineProperty(values, name, {
      configurable: true,
      enumerable: true,
      get() {
        const value = evaluate(variable);
        Object.defineProperty(values, name, { value, enumerable: true });
        return value;
      },
    });
  }
  return values;
}

function messageOf(
  expressions: Expressions,
  policy: KubernetesObject,
  { expression, message = "", messageExpression }: Validation,
  variables: Variables,
): string {
  if (messageExpression !== undefined)
    try {
      const text = expressions.evaluate(policy, messageExpression, variables);
      if (typeof text === "string" && text.trim() !== "" && !text.trim().includes("\n")) return text.trim();
    } catch (error) {
      if (!(error instanceof CelError)) throw error;
    }
  return message.trim() || `failed expression: ${expression.trim()}`;
}
