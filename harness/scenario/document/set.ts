import type { Entry, Located, LocatedScalar } from "./located.ts";
import { found, textAt } from "./located.ts";
import { parseYaml } from "./parse.ts";
import { pathText, problem, type Problem } from "./problem.ts";
import type { Place, Source } from "./source.ts";
import { nearest, oneOf } from "./suggest.ts";

interface Step {
  readonly part: string;
  readonly place: Place;
}

/**
 * Applies `path=value` arguments to a document, in their order. Path parts are keys, indices from 0, or the `name` of a
 * list's entry: `traffic.ratePerCluster=50/s`, `faults.0.for=2m`, `faults.registry-down.for=2m`. A part with dots in it is
 * put into quotation marks. The value is YAML, but one that replaces a text stays the text that was typed.
 * @param folder what a path in a value starts from.
 */
export function applySets(
  root: Located,
  sets: readonly string[],
  folder: string,
): { readonly root: Located; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const result = sets.reduce((document, text) => {
    try {
      return applySet(document, { name: "--set", folder, text });
    } catch (error) {
      if (!(error instanceof SetMistake)) throw error;
      problems.push(...error.problems);
      return document;
    }
  }, root);
  return { root: result, problems };
}

class SetMistake extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super("a mistake in --set");
    this.problems = problems;
  }
}

function applySet(root: Located, source: Source): Located {
  const match = /^((?:[^="]|"[^"]*")*)=/.exec(source.text);
  const whole = { source, start: 0, end: source.text.length };
  if (match === null) fail(whole, [], JSON.stringify(source.text), "path=value, such as traffic.ratePerCluster=50/s");
  const steps = readPath(source, match[1]!);
  if (steps.length === 0 || steps.some(({ part }) => part === "" || part === "__proto__"))
    fail(whole, [], JSON.stringify(source.text), "keys with dots between them before the =");
  return place(root, steps, [], readValue(source, match[0].length));
}

function readPath(source: Source, path: string): Step[] {
  const pattern = /"([^"]*)"|[^."[\]]+|(?<=^|\.)(?=\.|$)/g;
  return [...path.matchAll(pattern)].map((match) => ({
    part: match[1] ?? match[0],
    place: { source, start: match.index, end: match.index + match[0].length },
  }));
}

/** The text before the value is blanked out, so that the value's places are those in the argument. */
function readValue(source: Source, start: number): Located {
  const text = source.text.slice(start);
  const value: Place = { source, start, end: source.text.length };
  if (text.trim() === "") return { kind: "scalar", value: "", place: value };
  const parsed = parseYaml({ ...source, text: " ".repeat(start) + text });
  if (parsed.root === undefined || parsed.problems.length > 0)
    fail(value, [], `${JSON.stringify(text)}, which is no YAML value`, "a value such as 50/s or [eu, us]");
  return relocate(parsed.root, source);
}

function relocate(node: Located, source: Source): Located {
  const moved = { ...node.place, source };
  if (node.kind === "scalar") return { ...node, place: moved };
  if (node.kind === "list") return { ...node, items: node.items.map((item) => relocate(item, source)), place: moved };
  const entries = [...node.entries].map(
    ([name, { key, value }]) => [name, { key: { ...key, source }, value: relocate(value, source) }] as const,
  );
  return { kind: "map", entries: new Map<string, Entry>(entries), place: moved };
}

function place(node: Located | undefined, steps: readonly Step[], path: readonly string[], value: Located): Located {
  const [step, ...rest] = steps;
  if (step === undefined) return replacement(node, value);
  const here = [...path, step.part];
  if (node?.kind === "list") {
    const index = findItem(node.items, step, path);
    return { ...node, items: node.items.map((item, at) => (at === index ? place(item, rest, here, value) : item)) };
  }
  if (node?.kind === "scalar" && node.value !== null)
    fail(step.place, path, `${pathText(path)} = ${found(node)}, which has no parts`, "the path of a map or a list");
  const entries = new Map(node?.kind === "map" ? node.entries : []);
  const below = entries.get(step.part)?.value;
  entries.set(step.part, { key: step.place, value: place(below, rest, here, value) });
  return { kind: "map", entries, place: node?.place ?? step.place };
}

function replacement(node: Located | undefined, value: Located): Located {
  if (node?.kind !== "scalar" || typeof node.value !== "string" || value.kind !== "scalar") return value;
  if (typeof value.value === "string") return value;
  return { ...value, value: typed(value) };
}

const typed = ({ place: { source, start, end } }: LocatedScalar) => source.text.slice(start, end);

function findItem(items: readonly Located[], { part, place: spot }: Step, path: readonly string[]): number {
  if (/^\d+$/.test(part)) {
    if (Number(part) < items.length) return Number(part);
    const range = items.length === 0 ? "an entry that is there; the list is empty" : `0 to ${items.length - 1}`;
    fail(spot, path, `index ${part}`, range);
  }
  const names = items.map((item) => textAt(item, ["name"]) ?? "");
  const index = names.indexOf(part);
  if (index >= 0) return index;
  const known = names.filter((name) => name !== "");
  const expected = known.length === 0 ? "an index, counted from 0" : `${oneOf(known)}, or an index from 0`;
  fail(spot, path, `no entry named ${part}`, expected, nearest(part, known));
}

function fail(spot: Place, path: readonly string[], what: string, expected: string, suggestion?: string): never {
  throw new SetMistake([problem({ place: spot, path, found: what, expected, suggestion })]);
}
