import { dirname, isAbsolute, join, resolve } from "node:path";
import { UserError } from "../../base/errors.ts";
import type { Entry, Located, LocatedMap } from "./located.ts";
import { found, texts } from "./located.ts";
import { parseYaml } from "./parse.ts";
import { problem, type Problem } from "./problem.ts";
import { readText, type Source } from "./source.ts";

export interface Composed {
  readonly root: Located | undefined;
  readonly problems: readonly Problem[];
}

/** The text of a file together with the files that it includes. @throws UserError when the file cannot be read. */
export function composeFile(path: string): Composed {
  return compose({ name: path, folder: dirname(path), text: readText(path) }, [resolve(path)]);
}

/**
 * Reads a document and puts it on top of the files that its `include` names: maps are merged key by key, everything else
 * is replaced. A later include goes on top of an earlier one.
 * @param open absolute paths of the files that are being read, outermost first.
 */
export function compose(source: Source, open: readonly string[]): Composed {
  const { root, problems } = parseYaml(source);
  if (root === undefined) return { root, problems };
  if (root.kind !== "map") {
    const mistake = { place: root.place, path: [], found: found(root), expected: "a map of keys and values" };
    return { root: undefined, problems: [...problems, problem(mistake)] };
  }
  const included = root.entries.get("include")?.value;
  const own: LocatedMap = { ...root, entries: without(root.entries, "include") };
  if (included === undefined) return { root: own, problems };
  if (texts(included).length === 0) {
    const mistake = { place: included.place, path: ["include"], found: found(included), expected: "a list of files" };
    return { root: own, problems: [...problems, problem(mistake)] };
  }
  const layers = texts(included).map(({ text, place }, index) => {
    const path = isAbsolute(text) ? text : join(source.folder, text);
    const wrong = (what: string, expected: string): Composed => ({
      root: undefined,
      problems: [problem({ place, path: ["include", index], found: what, expected })],
    });
    if (open.includes(resolve(path)))
      return wrong(`${text}, which includes this file`, "files that do not include each other");
    try {
      return compose({ name: path, folder: dirname(path), text: readText(path) }, [...open, resolve(path)]);
    } catch (error) {
      if (error instanceof UserError) return wrong(error.message, "a file that can be read");
      throw error;
    }
  });
  const merged = [...layers.map((layer) => layer.root), own].reduce((under, over) => merge(under, over));
  return { root: merged, problems: [...layers.flatMap((layer) => layer.problems), ...problems] };
}

function without(entries: ReadonlyMap<string, Entry>, name: string): ReadonlyMap<string, Entry> {
  return new Map([...entries].filter(([key]) => key !== name));
}

function merge(under: Located | undefined, over: Located | undefined): Located | undefined {
  if (under?.kind !== "map" || over?.kind !== "map") return over ?? under;
  const entries = new Map(under.entries);
  for (const [key, entry] of over.entries) {
    const below = entries.get(key)?.value;
    entries.set(key, { key: entry.key, value: merge(below, entry.value)! });
  }
  return { kind: "map", entries, place: over.place };
}
