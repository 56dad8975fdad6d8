import { fc } from "../../../../../base/testing/properties.ts";
import type { Json } from "../../../../kubernetes.ts";
import { seeds, type Seed } from "./seeds.ts";
import { oddKey, oddValue } from "./values.ts";

type Path = readonly (string | number)[];

/** Of everything within a value, itself first. */
export function pathsOf(value: Json, path: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, child]) => pathsOf(child as Json, [...path, key]))];
}

function replaceAt(value: Json, path: Path, change: (old: Json) => Json): Json {
  const [key, ...rest] = path;
  if (key === undefined) return change(value);
  if (Array.isArray(value))
    return value.map((item, i) => (String(i) === String(key) ? replaceAt(item, rest, change) : item));
  const map = value as Record<string, Json>;
  return { ...map, [key]: replaceAt(map[key]!, rest, change) };
}

export const mutation = fc.record({
  at: fc.nat(),
  kind: fc.constantFrom("replace", "remove", "add", "repeat"),
  key: oddKey,
  value: oddValue,
});
type Mutation = typeof mutation extends fc.Arbitrary<infer T> ? T : never;

function mutate(object: Json, { at, kind, key, value }: Mutation): Json {
  const paths = pathsOf(object);
  const path = paths[at % paths.length]!;
  return replaceAt(object, path, (old) => {
    if (kind === "replace") return value;
    if (kind === "remove") return null;
    if (kind === "repeat") return [old, old] as Json;
    if (typeof old !== "object" || old === null || Array.isArray(old)) return value;
    // JSON.parse makes a property of `__proto__` as a server would meet it.
    return JSON.parse(
      `${JSON.stringify(old).slice(0, -1)}${Object.keys(old).length > 0 ? "," : ""}${JSON.stringify(key)}:${JSON.stringify(value)}}`,
    ) as Json;
  });
}

export const seedOf = fc.constantFrom(...seeds);

/** A seed with up to four things about it changed. */
export const mutant: fc.Arbitrary<{ readonly seed: Seed; readonly object: Json }> = fc
  .record({ seed: seedOf, mutations: fc.array(mutation, { maxLength: 4 }) })
  .map(({ seed, mutations }) => ({ seed, object: mutations.reduce(mutate, seed.object as unknown as Json) }));
