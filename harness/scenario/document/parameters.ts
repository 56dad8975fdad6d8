import type { Entry, Located, LocatedScalar, Scalar } from "./located.ts";
import { at, keys } from "./located.ts";
import { problem, type Path, type Problem } from "./problem.ts";
import { nearest, oneOf } from "./suggest.ts";

/**
 * Replaces `${name}` in every text by the value below `parameters`. A text that is nothing but `${name}` takes the
 * parameter's type as well; `$${` stands for `${` itself.
 */
export function fillParameters(root: Located): { readonly root: Located; readonly problems: readonly Problem[] } {
  const declared = at(root, ["parameters"]);
  const filler = new Filler(new Map(keys(declared).map((name) => [name, at(declared, [name])!])));
  if (root.kind !== "map") return { root, problems: [] };
  const entries = [...root.entries].map(
    ([key, entry]) => [key, key === "parameters" ? entry : filler.entry(entry, [key])] as const,
  );
  return { root: { ...root, entries: new Map(entries) }, problems: filler.problems };
}

class Filler {
  readonly problems: Problem[] = [];
  readonly #values: ReadonlyMap<string, Located>;

  constructor(values: ReadonlyMap<string, Located>) {
    this.#values = values;
  }

  entry({ key, value }: Entry, path: Path): Entry {
    return { key, value: this.#fill(value, path) };
  }

  #fill(node: Located, path: Path): Located {
    if (node.kind === "list")
      return { ...node, items: node.items.map((item, index) => this.#fill(item, [...path, index])) };
    if (node.kind === "map") {
      const entries = [...node.entries].map(([key, entry]) => [key, this.entry(entry, [...path, key])] as const);
      return { ...node, entries: new Map(entries) };
    }
    return typeof node.value === "string" ? { ...node, value: this.#text(node, node.value, path) } : node;
  }

  #text(node: LocatedScalar, text: string, path: Path): Scalar {
    const whole = /^\$\{([^}]*)\}$/.exec(text);
    if (whole !== null) return this.#value(whole[1]!, node, path) ?? text;
    return text.replace(/\$(\$?)\{([^}]*)(\}?)/g, (match, escape: string, name: string) => {
      if (escape !== "") return match.slice(1);
      return String(this.#value(name, node, path) ?? match);
    });
  }

  #value(name: string, { place }: LocatedScalar, path: Path): Scalar | undefined {
    const value = this.#values.get(name);
    if (value?.kind === "scalar") return value.value;
    const known = [...this.#values.keys()];
    const offer = known.length === 0 ? "a name below parameters, which is empty" : `a parameter: ${oneOf(known)}`;
    const expected = `${offer} ($\${ for the text \${ itself)`;
    this.problems.push(
      problem({ place, path, found: `unknown parameter \${${name}}`, expected, suggestion: nearest(name, known) }),
    );
    return undefined;
  }
}
