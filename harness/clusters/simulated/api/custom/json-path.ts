import { isMap } from "./schema-validation.ts";

/** The value under a path of field names; undefined when there is none. */
export function valueAt(object: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, key) => (isMap(value) ? value[key] : undefined), object);
}

/** A copy of an object with another value under a path of field names. */
export function withValueAt(object: unknown, path: readonly string[], value: unknown): Record<string, unknown> {
  const map = isMap(object) ? object : {};
  const [first, ...rest] = path;
  return { ...map, [first!]: rest.length === 0 ? value : withValueAt(map[first!], rest, value) };
}

/**
 * What a simple JSON path of a printer column finds: names, `[0]`, `[*]`, `['name']` and `[?(@.field=="value")]`.
 */
export function findAll(object: unknown, path: string): readonly unknown[] {
  let found: readonly unknown[] = [object];
  for (const [, name, quoted, index, field, operator, double, single] of path.matchAll(step))
    found = found.flatMap((value) =>
      take(value, { name: name ?? quoted, index, field, operator, wanted: double ?? single }),
    );
  return found.filter((value) => value !== undefined);
}

const step =
  /\.((?:[^.[\\]|\\.)+)|\[['"]([^'"]*)['"]\]|\[(-?\d+|\*)\]|\[\?\(@\.([^=!<>)]+?)\s*(?:(==|!=)\s*(?:"([^"]*)"|'([^']*)'))?\)\]/g;

interface Step {
  readonly name: string | undefined;
  readonly index: string | undefined;
  readonly field: string | undefined;
  readonly operator: string | undefined;
  readonly wanted: string | undefined;
}

function take(value: unknown, { name, index, field, operator, wanted }: Step): readonly unknown[] {
  if (name === "*") return isMap(value) ? Object.values(value) : Array.isArray(value) ? value : [];
  if (name !== undefined) return isMap(value) ? [value[name.replaceAll(/\\(.)/g, "$1")]] : [];
  if (!Array.isArray(value)) return [];
  if (index !== undefined) return index === "*" ? value : [value.at(Number(index))];
  return value.filter((item) => {
    const found = valueAt(item, field!.split("."));
    if (operator === undefined) return found !== undefined;
    return (String(found) === wanted) === (operator === "==");
  });
}
