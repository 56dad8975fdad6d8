import type { ScalarType } from "../schema/schema.ts";
import { DecodeError, goTypes, wrongType, type Place } from "./decode-error.ts";
import { timeProblem, type layouts } from "./go-time.ts";
import { canonicalQuantity } from "./quantity.ts";

/** A scalar as the server keeps it: quantities in their canonical form, times in UTC and whole seconds. @throws DecodeError */
export function decodeScalar({ scalar: expected }: ScalarType, value: unknown, live: unknown, place: Place): unknown {
  switch (expected) {
    case "any":
      return value === live ? value : structuredClone(value);
    case "quantity":
      if (value === live) return value;
      if (typeof value === "string" || typeof value === "number") {
        const text = canonicalQuantity(value);
        if (text !== undefined) return text;
        throw new DecodeError(quantityMessage);
      }
      break;
    case "intOrString":
      if (typeof value === "string" || Number.isInteger(value)) return value;
      break;
    case "int32":
    case "int64":
      if (Number.isInteger(value)) return value;
      break;
    case "number":
      if (typeof value === "number") return value;
      break;
    case "boolean":
      if (typeof value === "boolean") return value;
      break;
    case "time":
      if (typeof value === "string") return wholeSeconds(value);
      break;
    case "bytes":
      if (typeof value === "string") return checkBase64(value);
      break;
    case "microTime":
      if (typeof value === "string") return checkTime(value, "microTime");
      break;
    case "string":
      if (typeof value === "string") return value;
  }
  throw wrongType(value, goTypes[expected] ?? expected, place);
}

/** Go's decoder names the first byte that is not of the alphabet or leaves the text incomplete. */
function checkBase64(text: string): string {
  if (/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text)) return text;
  const odd = text.search(/[^A-Za-z0-9+/]/);
  throw new DecodeError(`illegal base64 data at input byte ${odd === -1 ? text.length - (text.length % 4) : odd}`);
}

const quantityMessage = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";

/** Timestamps are kept as the server writes them, in UTC and whole seconds. */
function wholeSeconds(text: string): string {
  checkTime(text, "time");
  if (text.length === 20 && text.endsWith("Z")) return text;
  return timestamp(new Date(Date.parse(text)));
}

function checkTime(text: string, layout: keyof typeof layouts): string {
  const problem = timeProblem(text, layout);
  if (problem !== undefined) throw new DecodeError(problem);
  return text;
}

/** RFC 3339 in whole seconds, as `metav1.Time` writes itself. */
export function timestamp(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}
