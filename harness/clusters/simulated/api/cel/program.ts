import type { Environment } from "@marcbachmann/cel-js";
import { createEnvironment } from "./environment.ts";

/** An expression that could not be evaluated; the message is that of the real server's library. */
export class CelError extends Error {
  override readonly name = "CelError";
}

/** A compiled expression. */
export interface CelProgram {
  /**
   * The value: int is bigint, double number, everything else as in JSON. Values come from `toCel`.
   * @throws CelError
   */
  evaluate(variables: Readonly<Record<string, unknown>>): unknown;
}

/** Compiles expressions over the same variables. */
export class CelCompiler {
  readonly #variables: readonly string[];
  #environment: Environment | undefined;

  constructor(variables: readonly string[]) {
    this.#variables = variables;
  }

  /** @throws CelError with the text that follows `compilation failed: ` on the real server. */
  compile(expression: string): CelProgram {
    this.#environment ??= createEnvironment(this.#variables);
    const parsed = problemOf(expression, () => {
      const program = this.#environment!.parse(expression);
      const { valid, error } = program.check();
      if (!valid) throw error ?? new Error("the expression is invalid");
      return program;
    });
    return {
      evaluate: (variables) => {
        try {
          return parsed(variables);
        } catch (error) {
          throw new CelError(runtimeText(error as LibraryError));
        }
      },
    };
  }
}

/** Errors of the library: the first line of the message says what, the rest shows where. */
interface LibraryError extends Error {
  readonly summary?: string;
  readonly range?: { readonly start: number; readonly end: number };
}

/** Variables that conditions and policies of admission may name. */
export const admissionVariables = [
  "object",
  "oldObject",
  "request",
  "params",
  "namespaceObject",
  "variables",
  "authorizer",
] as const;

/** What is wrong with an expression of admission, or undefined. */
export function compileProblem(expression: string): string | undefined {
  try {
    new CelCompiler(admissionVariables).compile(expression);
    return undefined;
  } catch (error) {
    if (error instanceof CelError) return error.message;
    throw error;
  }
}

function problemOf<T>(expression: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw new CelError(compileText(expression, error as LibraryError));
  }
}

const expected =
  "expecting {'[', '{', '(', '.', '-', '!', 'true', 'false', 'null', NUM_FLOAT, NUM_INT, NUM_UINT, STRING, BYTES, IDENTIFIER}";

function compileText(expression: string, { message, summary, range }: LibraryError): string {
  const what = summary ?? message.split("\n")[0]!;
  const start = Math.min(range?.start ?? 0, expression.length);
  const before = expression.slice(0, start).split("\n");
  const column = before.at(-1)!.length;
  const [, token] = /^Unexpected token: (\w+)/.exec(what) ?? [];
  const [, unknown] = /^Unknown variable: (.+)/.exec(what) ?? [];
  const [, left, operator, right] = /^no such overload: (\S+) (\S+) (\S+)$/.exec(what) ?? [];
  const text =
    token === "EOF"
      ? `Syntax error: mismatched input '<EOF>' ${expected}`
      : unknown !== undefined
        ? `undeclared reference to '${unknown}' (in container '')`
        : token !== undefined
          ? `Syntax error: ${what}`
          : operator !== undefined
            ? `found no matching overload for '_${operator}_' applied to '(${left}, ${right})'`
            : what;
  const line = expression.split("\n")[before.length - 1] ?? "";
  return `ERROR: <input>:${before.length}:${column + 1}: ${text}\n | ${line}\n | ${".".repeat(column)}^`;
}

function runtimeText({ message, summary }: LibraryError): string {
  const text = summary ?? message.split("\n")[0]!;
  return text
    .replace(/^No such key/, "no such key")
    .replace(/^no such overload: .*/, "no such overload")
    .replace(/^(\w+)\(\) type error: cannot convert to \w+$/, "type conversion error from 'string' to '$1'");
}

/** A JSON value as expressions see it: whole numbers are ints. */
export function toCel(value: unknown): unknown {
  if (typeof value === "number") return Number.isInteger(value) ? BigInt(value) : value;
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(toCel);
  const result: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) if (item !== undefined) result[key] = toCel(item);
  return result;
}
