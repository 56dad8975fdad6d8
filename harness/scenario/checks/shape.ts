import type { z } from "zod";
import { plainEvents } from "../anchor.ts";
import { at, found, keys, keyPlace, valuePlace, type Located } from "../document/located.ts";
import { problem, type Path, type Problem } from "../document/problem.ts";
import { faultNames } from "../document/names.ts";
import { nearest } from "../document/suggest.ts";

type Issue = z.core.$ZodIssue;

/** Turns what zod found, parsed with the error map of `schema/expectation.ts`, into problems with places. */
export function checkShape(root: Located, issues: readonly Issue[]): readonly Problem[] {
  return issues.flatMap((issue) => explainIssue(root, issue, []));
}

function explainIssue(root: Located, issue: Issue, base: Path): readonly Problem[] {
  const path = [...base, ...(issue.path as Path)];
  const here = (what: string, suggestion?: string) => [
    problem({ place: valuePlace(root, path), path, found: what, expected: issue.message, suggestion }),
  ];
  const node = at(root, path);
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => unknownKey(root, [...path, key], issue));
    case "invalid_key":
      return [badKey(root, path, issue.issues)];
    case "invalid_union":
      if (issue.errors.length > 0) return explainUnion(root, issue.errors, path);
      return node === undefined ? missing(root, path, issue.message) : here(found(node), near(node, optionsOf(issue)));
    case "invalid_value":
      return node === undefined ? missing(root, path, issue.message) : here(found(node), near(node, issue.values));
    case "invalid_type":
      return node === undefined ? missing(root, path, issue.message) : here(found(node));
    default: {
      const [what, expected] = issue.message.split("; expected ");
      if (expected === undefined) return here(found(node));
      return [
        problem({ place: valuePlace(root, path), path, found: what!, expected, suggestion: likelyEvent(root, what!) }),
      ];
    }
  }
}

function missing(root: Located, path: Path, expected: string): readonly Problem[] {
  const name = String(path.at(-1));
  const parent = path.slice(0, -1);
  return [
    problem({ place: keyPlace(root, parent), path: parent, found: `no ${name}`, expected: `${name}: ${expected}` }),
  ];
}

function unknownKey(root: Located, path: Path, issue: Issue): Problem {
  const key = String(path.at(-1));
  const { known = [] } = issue as { known?: readonly string[] };
  return problem({
    place: keyPlace(root, path),
    path: path.slice(0, -1),
    found: `unknown key ${key}`,
    expected: issue.message,
    suggestion: nearest(key, known),
  });
}

function badKey(root: Located, path: Path, issues: readonly Issue[]): Problem {
  const expected = issues[0]?.message ?? "another name";
  return problem({
    place: keyPlace(root, path),
    path: path.slice(0, -1),
    found: `name ${String(path.at(-1))}`,
    expected,
  });
}

/** The alternative of the right type is the one that was meant; without any, all are named. */
function explainUnion(root: Located, alternatives: readonly (readonly Issue[])[], path: Path): readonly Problem[] {
  const wrongType = ({ code, path: below }: Issue) =>
    below.length === 0 && (code === "invalid_type" || code === "invalid_value");
  const meant = alternatives.filter((issues) => !issues.some(wrongType)).sort((a, b) => a.length - b.length)[0];
  if (meant !== undefined) return meant.flatMap((issue) => explainIssue(root, issue, path));
  const expected = [
    ...new Set(alternatives.flatMap((issues) => issues.filter(wrongType).map(({ message }) => message))),
  ];
  return [
    problem({ place: valuePlace(root, path), path, found: found(at(root, path)), expected: expected.join(" or ") }),
  ];
}

function near(node: Located, values: readonly unknown[]): string | undefined {
  if (node.kind !== "scalar" || node.value === null) return undefined;
  if (typeof node.value !== "string")
    return values.includes(String(node.value)) ? JSON.stringify(String(node.value)) : undefined;
  return nearest(
    node.value,
    values.filter((value) => typeof value === "string"),
  );
}

function optionsOf(issue: Issue): readonly unknown[] {
  return (issue as { options?: readonly unknown[] }).options ?? [];
}

/** The event or the fault that an anchor's first word was probably meant to be. */
function likelyEvent(root: Located, what: string): string | undefined {
  const [, word] = /^"([-\w]+)[^"]*" is no event$/.exec(what) ?? [];
  if (word === undefined) return undefined;
  return nearest(word, [...plainEvents, "procedureStep", ...keys(at(root, ["clusters"])), ...faultNames(root)]);
}
