import type { Requirement } from "./selectors.ts";
import { badRequest, type StatusError } from "./status-error.ts";
import { labelValueProblems, qualifiedNameProblems } from "./validation/names.ts";

/**
 * Parses the text form of a label selector: `app=web,tier in (a, b),!legacy`.
 * @throws StatusError 400
 */
export function parseLabelSelector(text: string): readonly Requirement[] {
  if (text === "") return [];
  return new Parser(text).selector();
}

const operators = { "=": "in", "==": "in", "!=": "notin", in: "in", notin: "notin", ">": "gt", "<": "lt" } as const;
const symbols = ["!=", "==", "=", "!", "(", ")", ",", ">", "<"];

/** The grammar of Kubernetes' `labels.Parse`; errors name the token that stands in the way. */
class Parser {
  readonly #tokens: readonly string[];
  #at = 0;

  constructor(text: string) {
    this.#tokens = tokensOf(text);
  }

  selector(): readonly Requirement[] {
    const requirements: Requirement[] = [];
    for (;;) {
      const next = this.#peek();
      if (next === "") return requirements;
      if (next !== "!" && !isIdentifier(next))
        throw badRequest(`found '${next}', expected: !, identifier, or 'end of string'`);
      requirements.push(this.#requirement());
      const end = this.#take();
      if (end === "") return requirements;
      if (end !== ",") throw badRequest(`found '${end}', expected: ',' or 'end of string'`);
      const following = this.#peek();
      if (following !== "!" && !isIdentifier(following))
        throw badRequest(`found '${following}', expected: identifier after ','`);
    }
  }

  #requirement(): Requirement {
    const absent = this.#peek() === "!";
    if (absent) this.#take();
    const key = this.#take();
    if (!isIdentifier(key)) throw unparsable(`found '${key}', expected: identifier`);
    const problems = qualifiedNameProblems(key);
    if (problems.length > 0) throw unparsable(`<nil>: Invalid value: ${JSON.stringify(key)}: ${problems.join("; ")}`);
    if (absent) return { key, operator: "absent", values: [] };
    const next = this.#peek();
    if (next === "" || next === ",") return { key, operator: "exists", values: [] };
    const operator = this.#take();
    if (!(operator in operators)) throw unparsable(`found '${operator}', expected: in, notin, =, ==, !=, gt, lt`);
    const values = operator === "in" || operator === "notin" ? this.#values() : [this.#value()];
    for (const value of values)
      for (const problem of labelValueProblems(value))
        throw unparsable(`values[0][${key}]: Invalid value: ${JSON.stringify(value)}: ${problem}`);
    if (/^[<>]$/.test(operator) && !/^[+-]?\d+$/.test(values[0] ?? ""))
      throw unparsable(
        `values[0]: Invalid value: ${JSON.stringify(values[0])}: for 'Gt', 'Lt' operators, the value must be an integer`,
      );
    return { key, operator: operators[operator as keyof typeof operators], values };
  }

  #value(): string {
    const next = this.#peek();
    if (next === "" || next === ",") return "";
    this.#take();
    if (!isIdentifier(next)) throw unparsable(`found '${next}', expected: identifier`);
    return next;
  }

  #values(): readonly string[] {
    const open = this.#take();
    if (open !== "(") throw unparsable(`found '${open}' expected: '('`);
    const values = new Set<string>();
    let value = "";
    for (;;) {
      const next = this.#take();
      if (next === ")" || next === ",") {
        values.add(value);
        value = "";
        if (next === ")") return [...values];
      } else if (isIdentifier(next) && value === "") value = next;
      else throw unparsable(`found '${next}', expected: ',' or ')'`);
    }
  }

  #peek(): string {
    return this.#tokens[this.#at] ?? "";
  }

  #take(): string {
    return this.#tokens[this.#at++] ?? "";
  }
}

function unparsable(why: string): StatusError {
  return badRequest(`unable to parse requirement: ${why}`);
}

function isIdentifier(token: string): boolean {
  return token !== "" && !symbols.includes(token);
}

function tokensOf(text: string): string[] {
  return text.match(/!=|==|[=!(),<>]|[^=!(),<>\s]+/g) ?? [];
}
