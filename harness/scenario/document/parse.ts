import { parseAllDocuments, isAlias, isMap, isScalar, isSeq, type Document, type Node, type YAMLError } from "yaml";
import type { Entry, Located, LocatedMap, Scalar } from "./located.ts";
import { problem, type Problem } from "./problem.ts";
import type { Place, Source } from "./source.ts";

export interface Parsed {
  /** Undefined when the text is too broken to say what it means. */
  readonly root: Located | undefined;
  readonly problems: readonly Problem[];
}

/** More parts than any scenario has; a few aliases of aliases make millions. */
const mostParts = 20_000;

/** Reads one YAML document, with the place of everything in it. */
export function parseYaml(source: Source): Parsed {
  const documents = parseAllDocuments(source.text, { prettyErrors: false, logLevel: "silent" });
  const whole: Place = { source, start: 0, end: 0 };
  const [first, second] = [...documents] as readonly Document.Parsed[];
  if (first === undefined)
    return {
      root: undefined,
      problems: [problem({ place: whole, path: [], found: "an empty file", expected: "a map of keys and values" })],
    };
  const problems = syntaxProblems(source, [...first.errors, ...first.warnings]);
  if (second !== undefined) problems.push(secondDocument(source, second));
  const readable = first.errors.every(({ code }) => code === "DUPLICATE_KEY");
  if (!readable) return { root: undefined, problems };
  const reader = new Reader(source, first, problems);
  return { root: reader.read(first.contents), problems };
}

function secondDocument(source: Source, { range }: Document.Parsed): Problem {
  const start = Math.max(0, source.text.lastIndexOf("---", range[0]));
  return problem({
    place: { source, start, end: start + 3 },
    path: [],
    found: "a second document",
    expected: "one document in a file",
  });
}

function syntaxProblems(source: Source, errors: readonly YAMLError[]): Problem[] {
  const exhausted = errors.find(({ code }) => code === "RESOURCE_EXHAUSTION");
  if (exhausted !== undefined) return [syntaxProblem(source, exhausted)];
  const lines = new Map<number, Problem>();
  for (const error of errors) {
    const one = syntaxProblem(source, error);
    if (!lines.has(one.line)) lines.set(one.line, one);
  }
  return [...lines.values()];
}

function syntaxProblem(source: Source, { code, message, pos: [start, end] }: YAMLError): Problem {
  const place = { source, start, end };
  const name = source.text.slice(start, end);
  switch (code) {
    case "DUPLICATE_KEY": {
      const key = /^[^\s:]+/.exec(source.text.slice(start))?.[0] ?? name;
      const spot = { source, start, end: start + key.length };
      return problem({ place: spot, path: [], found: `key ${key} a second time`, expected: "each key once" });
    }
    case "TAB_AS_INDENT":
      return problem({ place, path: [], found: "a tab as indentation", expected: "spaces" });
    case "RESOURCE_EXHAUSTION":
      return problem({ place, path: [], found: "lists or maps nested too deeply", expected: "a few levels" });
    case "TAG_RESOLVE_FAILED":
      return problem({ place, path: [], found: `a tag, ${name}`, expected: "a plain value" });
    default:
      return problem({ place, path: [], found: `a mistake in the YAML (${lower(message)})`, expected: "valid YAML" });
  }
}

const lower = (text: string) => text.slice(0, 1).toLowerCase() + text.slice(1);

class Reader {
  readonly #source: Source;
  readonly #document: Document.Parsed;
  readonly #problems: Problem[];
  readonly #open = new Set<Node>();
  #parts = 0;

  constructor(source: Source, document: Document.Parsed, problems: Problem[]) {
    this.#source = source;
    this.#document = document;
    this.#problems = problems;
  }

  read(node: unknown, place: Place = this.#place(node)): Located {
    if (++this.#parts > mostParts) return this.#tooMany(place);
    if (isAlias(node)) return this.#alias(node, place);
    if (isMap(node)) return this.#inside(node, () => this.#map(node.items, place));
    if (isSeq(node))
      return this.#inside(node, () => ({ kind: "list", items: node.items.map((item) => this.read(item)), place }));
    return { kind: "scalar", value: isScalar(node) ? scalar(node.value) : null, place };
  }

  #map(items: readonly { key: unknown; value: unknown }[], place: Place): LocatedMap {
    const entries = new Map<string, Entry>();
    for (const { key, value } of items) {
      const at = this.#place(key);
      const name = isScalar(key) ? String(scalar(key.value) ?? "") : undefined;
      if (name === undefined || name === "" || name === "__proto__")
        this.#problems.push(problem({ place: at, path: [], found: "a key that is no name", expected: "a name" }));
      else if (!entries.has(name)) entries.set(name, { key: at, value: this.read(value, this.#place(value ?? key)) });
    }
    return { kind: "map", entries, place };
  }

  #alias(node: { resolve(document: Document): Node | undefined; source: string }, place: Place): Located {
    const target = node.resolve(this.#document);
    if (target !== undefined && !this.#open.has(target)) return this.read(target, place);
    const expected = target === undefined ? "the name of an anchor above it" : "a value that does not contain itself";
    this.#problems.push(problem({ place, path: [], found: `alias *${node.source}`, expected }));
    return { kind: "scalar", value: null, place };
  }

  #inside<T>(node: Node, read: () => T): T {
    this.#open.add(node);
    try {
      return read();
    } finally {
      this.#open.delete(node);
    }
  }

  #tooMany(place: Place): Located {
    if (this.#parts === mostParts + 1) {
      const expected = `at most ${mostParts} values, aliases counted as often as they are used`;
      this.#problems.push(problem({ place, path: [], found: "a document that is too large", expected }));
    }
    return { kind: "scalar", value: null, place };
  }

  #place(node: unknown): Place {
    const range = (node as Node | null | undefined)?.range;
    const [start, end] = range ?? [0, 0];
    const text = this.#source.text.slice(start, end);
    return { source: this.#source, start, end: start + Math.max(1, text.trimEnd().length) };
  }
}

function scalar(value: unknown): Scalar {
  if (typeof value === "bigint") return Number(value);
  return value === null || ["string", "number", "boolean"].includes(typeof value) ? (value as Scalar) : String(value);
}
