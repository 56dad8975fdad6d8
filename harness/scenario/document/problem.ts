import { UserError } from "../../base/errors.ts";
import { excerpt, position, type Place } from "./source.ts";

/** One mistake in a scenario. */
export interface Problem {
  /** File as the user wrote it, or `--set`. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
  /** Where in the document: `faults[1].for`; empty for the document itself. */
  readonly path: string;
  readonly found: string;
  readonly expected: string;
  /** The valid name that is nearest to what was found. */
  readonly suggestion?: string;
  /** The line, with carets below what is wrong. */
  readonly excerpt: string;
}

export interface ProblemDetails {
  readonly place: Place;
  readonly path: Path;
  readonly found: string;
  readonly expected: string;
  readonly suggestion?: string | undefined;
}

/** Keys and list indices, counted from 0. */
export type Path = readonly (string | number)[];

export function problem({ place, path, found, expected, suggestion }: ProblemDetails): Problem {
  return {
    file: place.source.name,
    ...position(place),
    path: pathText(path),
    found,
    expected,
    ...(suggestion === undefined ? {} : { suggestion }),
    excerpt: excerpt(place),
  };
}

/** `faults[1].for`. */
export function pathText(path: Path): string {
  return path
    .map((part) => (typeof part === "number" ? `[${part}]` : /^[-\w]+$/.test(part) ? `.${part}` : `."${part}"`))
    .join("")
    .replace(/^\./, "");
}

/** One problem on one line, without its excerpt. */
export function problemLine({ file, line, column, path, found, expected, suggestion }: Problem): string {
  const where = path === "" ? "" : `${path}: `;
  const nearest = suggestion === undefined ? "" : `; did you mean ${suggestion}?`;
  return `${file}:${line}:${column}: ${where}${found}; expected ${expected}${nearest}`;
}

/** Everything that is wrong with a scenario. */
export class ScenarioProblems extends UserError {
  readonly problems: readonly Problem[];

  constructor(file: string, problems: readonly Problem[]) {
    const count = problems.length === 1 ? "a problem" : `${problems.length} problems`;
    const blocks = problems.map((one) => `${problemLine(one)}\n${one.excerpt}`);
    super(`${file} has ${count}\n${blocks.join("\n")}`, {
      hint: "drill check shows the problems of all scenarios; scenarios/schema.json lets an editor show them as you type.",
    });
    this.name = "ScenarioProblems";
    this.problems = problems;
  }
}
