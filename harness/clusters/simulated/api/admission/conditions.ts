import { admissionVariables, CelCompiler, CelError, toCel, type CelProgram } from "../cel/program.ts";
import { operationOptions, type Attributes } from "./attributes.ts";

/** One condition of a webhook or a policy. */
export interface MatchCondition {
  readonly name: string;
  readonly expression: string;
}

export type Variables = Readonly<Record<string, unknown>>;

/** Compiled expressions of one cluster's admission, each kept as long as the object that it stands in. */
export class Expressions {
  readonly #compiler = new CelCompiler(admissionVariables);
  readonly #programs = new WeakMap<object, Map<string, CelProgram>>();

  /**
   * @param owner the frozen object that the expression belongs to
   * @throws CelError in the words of the server
   */
  evaluate(owner: object, expression: string, variables: Variables): unknown {
    try {
      return this.#run(owner, expression, variables);
    } catch (error) {
      if (!(error instanceof CelError)) throw error;
      throw new CelError(`expression '${expression.trim()}' resulted in error: ${error.message}`);
    }
  }

  /** The value of a policy's variable. @throws CelError */
  variable(owner: object, name: string, expression: string, variables: Variables): unknown {
    try {
      return this.#run(owner, expression, variables);
    } catch (error) {
      if (!(error instanceof CelError)) throw error;
      throw new CelError(`composited variable ${JSON.stringify(name)} fails to evaluate: ${error.message}`);
    }
  }

  #run(owner: object, expression: string, variables: Variables): unknown {
    let programs = this.#programs.get(owner);
    if (programs === undefined) this.#programs.set(owner, (programs = new Map()));
    let program = programs.get(expression);
    if (program === undefined) programs.set(expression, (program = this.#compiler.compile(expression)));
    return program.evaluate(variables);
  }

  /**
   * Whether all conditions hold. One that does not decides, also where another cannot be evaluated.
   * @throws CelError when none fails to hold and one cannot be evaluated
   */
  meet(owner: object, conditions: readonly MatchCondition[], variables: () => Variables): boolean {
    if (conditions.length === 0) return true;
    const known = variables();
    const errors: CelError[] = [];
    for (const { expression } of conditions)
      try {
        if (this.evaluate(owner, expression, known) !== true) return false;
      } catch (error) {
        if (!(error instanceof CelError)) throw error;
        errors.push(error);
      }
    if (errors.length === 0) return true;
    const texts = [...new Set(errors.map(({ message }) => message))];
    throw new CelError(texts.length === 1 ? texts[0]! : `[${texts.join(", ")}]`);
  }
}

/** What expressions may name of a request. */
export function variablesOf(attributes: Attributes): Variables {
  const { object, oldObject } = attributes;
  return {
    object: toCel(object ?? null),
    oldObject: toCel(oldObject ?? null),
    request: toCel(requestOf(attributes)),
    authorizer: null,
  };
}

/** A request without its objects, as reviews and expressions see it. */
export function requestOf(attributes: Attributes): Readonly<Record<string, unknown>> {
  const { kind, resource, subresource, name, namespace, operation, request } = attributes;
  const { name: username, groups } = request.caller.user;
  const address = { group: resource.group, version: resource.version, resource: resource.plural };
  return {
    kind,
    resource: address,
    ...(subresource === undefined ? {} : { subResource: subresource }),
    requestKind: kind,
    requestResource: address,
    ...(subresource === undefined ? {} : { requestSubResource: subresource }),
    ...(name === "" ? {} : { name }),
    ...(namespace === "" ? {} : { namespace }),
    operation,
    userInfo: { username, groups },
    dryRun: request.dryRun ?? false,
    options: operationOptions(attributes),
  };
}
