import { createRequire } from "node:module";
import type { Environment } from "@marcbachmann/cel-js";
import { compareQuantities, parseQuantity } from "../quantity.ts";

type Cel = typeof import("@marcbachmann/cel-js");

/** Loaded when the first expression is met: most clusters never meet one. */
function load(): Cel {
  return createRequire(import.meta.url)("@marcbachmann/cel-js") as Cel;
}

/** A quantity within expressions. */
class Quantity {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** What `sets` stands for in expressions. */
class Sets {}

/**
 * An environment with the functions that Kubernetes adds to the language, as far as they are common: those of lists,
 * strings, regular expressions, sets and quantities. Addresses, URLs and the authorizer are not there.
 */
export function createEnvironment(variables: readonly string[]): Environment {
  const { Environment } = load();
  const environment = new Environment({
    unlistedVariablesAreDyn: false,
    enableOptionalTypes: true,
    homogeneousAggregateLiterals: false,
  });
  for (const name of variables) environment.registerVariable(name, "dyn");
  addLists(environment);
  addStrings(environment);
  addSets(environment);
  addQuantities(environment);
  return environment;
}

type List = readonly unknown[];

function addLists(environment: Environment): void {
  environment
    .registerFunction("list.isSorted(): bool", (list: List) =>
      list.every((item, i) => i === 0 || (list[i - 1] as number) <= (item as number)),
    )
    .registerFunction("list.sum(): dyn", (list: List) => list.reduce((a, b) => (a as bigint) + (b as bigint), 0n))
    .registerFunction("list.min(): dyn", (list: List) => list.reduce((a, b) => ((b as number) < (a as number) ? b : a)))
    .registerFunction("list.max(): dyn", (list: List) => list.reduce((a, b) => ((b as number) > (a as number) ? b : a)))
    .registerFunction("list.indexOf(dyn): int", (list: List, item: unknown) => BigInt(list.indexOf(item)))
    .registerFunction("list.lastIndexOf(dyn): int", (list: List, item: unknown) => BigInt(list.lastIndexOf(item)));
}

function addStrings(environment: Environment): void {
  environment
    .registerFunction("string.replace(string, string): string", (text: string, from: string, to: string) =>
      text.replaceAll(from, () => to),
    )
    .registerFunction(
      "string.replace(string, string, int): string",
      (text: string, from: string, to: string, limit: bigint) => {
        let left = limit;
        return text.replaceAll(from, (found) => (left-- > 0n ? to : found));
      },
    )
    .registerFunction("string.charAt(int): string", (text: string, index: bigint) => text.charAt(Number(index)))
    .registerFunction("string.format(list): string", (text: string, values: List) => format(text, values))
    .registerFunction("string.find(string): string", (text: string, pattern: string) => text.match(pattern)?.[0] ?? "")
    .registerFunction("string.findAll(string): list", (text: string, pattern: string) => [
      ...(text.match(new RegExp(pattern, "g")) ?? []),
    ]);
}

function format(text: string, values: List): string {
  let next = 0;
  return text.replaceAll(
    /%(%|(?:\.(\d+))?([sdfebxXo]))/g,
    (_, what: string, digits: string | undefined, verb: string) => {
      if (what === "%") return "%";
      const value = values[next++];
      if (verb === "f") return Number(value).toFixed(Number(digits ?? 6));
      const radix = { b: 2, o: 8, x: 16, X: 16 }[verb];
      if (radix !== undefined && typeof value === "bigint")
        return verb === "X" ? value.toString(radix).toUpperCase() : value.toString(radix);
      return spelled(value);
    },
  );
}

function spelled(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(spelled).join(", ")}]`;
  if (typeof value === "object" && value !== null)
    return `{${Object.entries(value)
      .map(([key, item]) => `${key}: ${spelled(item)}`)
      .sort()
      .join(", ")}}`;
  return String(value);
}

function addSets(environment: Environment): void {
  const contains = (list: List, part: List) => part.every((item) => list.includes(item));
  environment
    .registerType("Sets", Sets)
    .registerConstant("sets", "Sets", new Sets())
    .registerFunction("Sets.contains(list, list): bool", (_: Sets, a: List, b: List) => contains(a, b))
    .registerFunction(
      "Sets.equivalent(list, list): bool",
      (_: Sets, a: List, b: List) => contains(a, b) && contains(b, a),
    )
    .registerFunction("Sets.intersects(list, list): bool", (_: Sets, a: List, b: List) =>
      a.some((item) => b.includes(item)),
    );
}

function addQuantities(environment: Environment): void {
  const compare = (a: Quantity, b: Quantity) => compareQuantities(a.text, b.text);
  environment
    .registerType("Quantity", Quantity)
    .registerFunction("quantity(string): Quantity", (text: string) => {
      if (parseQuantity(text) === undefined)
        throw new Error("quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'");
      return new Quantity(text);
    })
    .registerFunction("isQuantity(string): bool", (text: string) => parseQuantity(text) !== undefined)
    .registerFunction("Quantity.compareTo(Quantity): int", (a: Quantity, b: Quantity) =>
      BigInt(Math.sign(compare(a, b))),
    )
    .registerFunction("Quantity.isGreaterThan(Quantity): bool", (a: Quantity, b: Quantity) => compare(a, b) > 0)
    .registerFunction("Quantity.isLessThan(Quantity): bool", (a: Quantity, b: Quantity) => compare(a, b) < 0)
    .registerFunction("Quantity.asInteger(): int", (a: Quantity) => parseQuantity(a.text)!.nanos / 1_000_000_000n)
    .registerFunction(
      "Quantity.asApproximateFloat(): double",
      (a: Quantity) => Number(parseQuantity(a.text)!.nanos) / 1e9,
    )
    .registerFunction(
      "Quantity.isInteger(): bool",
      (a: Quantity) => parseQuantity(a.text)!.nanos % 1_000_000_000n === 0n,
    )
    .registerFunction("Quantity.sign(): int", (a: Quantity) => BigInt(Math.sign(compareQuantities(a.text, "0"))));
}
