const binary: Readonly<Record<string, number>> = { Ki: 10, Mi: 20, Gi: 30, Ti: 40, Pi: 50, Ei: 60 };
const decimal: Readonly<Record<string, number>> = { n: -9, u: -6, m: -3, "": 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };

/** In billionths, the finest that a quantity holds; `format` decides how it is written. */
export interface Quantity {
  readonly nanos: bigint;
  readonly format: "binary" | "decimal" | "exponent";
}

const pattern = /^([+-]?)(\d+(?:\.\d*)?|\.\d+)(Ki|Mi|Gi|Ti|Pi|Ei|n|u|m|k|M|G|T|P|E|[eE][+-]?\d+)?$/;

/** Rounded up to billionths, as the server does. */
export function parseQuantity(text: string): Quantity | undefined {
  const match = pattern.exec(text);
  if (match === null) return undefined;
  const [, sign, digits = "", suffix = ""] = match;
  const [whole = "", fraction = ""] = digits.split(".");
  const scaled = BigInt(whole + fraction);
  const places = fraction.length;
  const power = binary[suffix];
  let exponent = 9 - places;
  let value = scaled;
  if (power !== undefined) value *= 2n ** BigInt(power);
  else exponent += decimal[suffix] ?? Number(suffix.slice(1));
  const nanos = exponent >= 0 ? value * 10n ** BigInt(exponent) : ceilDivide(value, 10n ** BigInt(-exponent));
  const format = power !== undefined ? "binary" : /^[eE]/.test(suffix) && suffix.length > 1 ? "exponent" : "decimal";
  return { nanos: sign === "-" ? -nanos : nanos, format };
}

/** The one spelling in which the server keeps a quantity: `1000m` becomes `1`, `0.5` becomes `500m`, 1024Mi becomes 1Gi. */
export function canonicalQuantity(value: string | number): string | undefined {
  const text = String(value);
  if (plain.test(text)) return text;
  const quantity = parseQuantity(text);
  return quantity && spellQuantity(quantity);
}

export function spellQuantity({ nanos, format }: Quantity): string {
  if (nanos === 0n) return "0";
  const sign = nanos < 0n ? "-" : "";
  const size = nanos < 0n ? -nanos : nanos;
  if (format === "binary" && size >= 1024n * nano && size % nano === 0n) return sign + binaryText(size / nano);
  return sign + decimalText(size, format === "exponent" ? "exponent" : "decimal");
}

/** A sum is written as its first part that is not zero. */
export function addQuantities(a: Quantity, b: Quantity): Quantity {
  return { nanos: a.nanos + b.nanos, format: a.nanos === 0n ? b.format : a.format };
}

/** Most quantities that people write are canonical already: up to three digits and a suffix. */
const plain = /^[1-9]\d{0,2}(m|Ki|Mi|Gi|k|M|G)?$/;

/** Compares two quantities as numbers; negative, zero or positive. @throws Error for text that is not a quantity. */
export function compareQuantities(a: string | number, b: string | number): number {
  const [x, y] = [parseQuantity(String(a)), parseQuantity(String(b))];
  if (x === undefined || y === undefined) throw new Error(`not a quantity: ${x === undefined ? a : b}`);
  return x.nanos < y.nanos ? -1 : x.nanos > y.nanos ? 1 : 0;
}

const nano = 1_000_000_000n;

function binaryText(value: bigint): string {
  let power = 0;
  while (power < 60 && value % 1024n === 0n) {
    value /= 1024n;
    power += 10;
  }
  const suffix = Object.keys(binary).find((name) => binary[name] === power) ?? "";
  return `${value}${suffix}`;
}

function decimalText(nanos: bigint, format: "decimal" | "exponent"): string {
  let exponent = -9;
  while (exponent < 18 && nanos % 1000n === 0n) {
    nanos /= 1000n;
    exponent += 3;
  }
  if (format === "exponent") return exponent === 0 ? String(nanos) : `${nanos}e${exponent}`;
  const suffix = Object.keys(decimal).find((name) => decimal[name] === exponent) ?? "";
  return `${nanos}${suffix}`;
}

function ceilDivide(value: bigint, by: bigint): bigint {
  return value % by === 0n ? value / by : value / by + 1n;
}
