import { at, keys, textAt, texts, valuePlace, type Located } from "../document/located.ts";
import { items } from "../document/names.ts";
import { problem, type Path, type Problem } from "../document/problem.ts";

interface Named {
  readonly name: string;
  readonly path: Path;
}

/** Names that must be given once only, and links that lead nowhere. */
export function checkNames(root: Located): readonly Problem[] {
  const named = (path: Path, part: string): Named[] =>
    items(at(root, path)).flatMap((item, index) => {
      const name = textAt(item, [part]);
      return name === undefined ? [] : [{ name, path: [...path, index, part] }];
    });
  return [
    ...repeated(root, "fault", named(["faults"], "name")),
    ...repeated(root, "known-bad procedure", named(["knownBad"], "name")),
    ...repeated(root, "context", contexts(root)),
    ...repeated(root, "cluster", waves(root)),
    ...repeated(root, "link", links(root)),
    ...loops(root),
  ];
}

function repeated(root: Located, noun: string, all: readonly Named[]): readonly Problem[] {
  const seen = new Set<string>();
  return all.flatMap(({ name, path }) => {
    const again = seen.has(name);
    seen.add(name);
    const place = valuePlace(root, path);
    return again
      ? [problem({ place, path, found: `${noun} ${name} a second time`, expected: `each ${noun} once` })]
      : [];
  });
}

/** A cluster's context is named like the cluster unless it says otherwise. */
function contexts(root: Located): readonly Named[] {
  return keys(at(root, ["clusters"])).map((cluster) => {
    const path = ["clusters", cluster, "context"];
    return { name: textAt(root, path) ?? cluster, path };
  });
}

function waves(root: Located): readonly Named[] {
  return items(at(root, ["rollout", "waves"])).flatMap((wave, index) =>
    texts(wave).map(({ text }, position) => ({ name: text, path: ["rollout", "waves", index, position] })),
  );
}

function ends(root: Located): readonly { readonly ends: readonly string[]; readonly path: Path }[] {
  return items(at(root, ["links"])).map((link, index) => ({
    ends: texts(at(link, ["between"])).map(({ text }) => text),
    path: ["links", index, "between"],
  }));
}

function links(root: Located): readonly Named[] {
  return ends(root).map((link) => ({ name: [...link.ends].sort().join(" - "), path: link.path }));
}

function loops(root: Located): readonly Problem[] {
  return ends(root)
    .filter(({ ends: [from, to] }) => from !== undefined && from === to)
    .map(({ ends: [from], path }) => {
      const place = valuePlace(root, path);
      return problem({ place, path, found: `a link from ${from} to itself`, expected: "two different ends" });
    });
}
