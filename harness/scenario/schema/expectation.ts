import type { z } from "zod";

type RawIssue = Parameters<z.core.$ZodErrorMap>[0];

const typeNames: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  tuple: "a list",
  object: "a map of keys and values",
  record: "a map of keys and values",
};

/**
 * The error map that scenarios are parsed with: an issue's message is a phrase for what was expected, to be put after
 * "expected". Schemas that say so themselves, or whose parser throws, take precedence. An issue of unknown keys also gets
 * the `known` ones, because zod's issue does not carry them.
 */
export function expectation(issue: RawIssue): string {
  switch (issue.code) {
    case "invalid_type":
      if (issue.expected === "array" && typeof issue.input === "string") return `a list: [${issue.input}]`;
      return typeNames[issue.expected] ?? issue.expected;
    case "invalid_value":
      return choice(issue.values.map((value) => (typeof value === "string" ? value : String(value))));
    case "unrecognized_keys": {
      const known = shapeKeys(issue);
      Object.assign(issue, { known });
      return choice(known);
    }
    case "invalid_union":
      return choice(((issue as { options?: readonly unknown[] }).options ?? []).map(String));
    case "too_small":
      return `at least ${issue.minimum}${unit(issue.origin, Number(issue.minimum))}`;
    case "too_big":
      return `at most ${issue.maximum}${unit(issue.origin, Number(issue.maximum))}`;
    case "not_multiple_of":
      return `a multiple of ${issue.divisor}`;
    default:
      return "another value";
  }
}

function shapeKeys(issue: RawIssue): readonly string[] {
  const definition = (issue.inst as z.core.$ZodType | undefined)?._zod.def as { shape?: object } | undefined;
  return Object.keys(definition?.shape ?? {});
}

function choice(values: readonly string[]): string {
  return values.length === 1 ? values[0]! : `one of ${values.join(", ")}`;
}

function unit(origin: string, count: number): string {
  const name = { string: "character", array: "entry", set: "entry", map: "entry" }[origin];
  if (name === undefined) return "";
  return ` ${count === 1 ? name : name.replace(/y$/, "ie") + "s"}`;
}
