import type { StructuralSchema } from "./definition.ts";
import { isIP, isIPv4, isIPv6 } from "node:net";

const rules: Readonly<Record<string, (text: string) => boolean>> = {
  "date-time": (text) =>
    /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:?\d\d)$/.test(text) && isDay(text.slice(0, 10)),
  datetime: (text) => rules["date-time"]!(text),
  date: (text) => /^\d{4}-\d\d-\d\d$/.test(text) && isDay(text),
  duration: (text) =>
    /^[+-]?(\d+(\.\d*)?|\.\d+)(ns|us|µs|ms|s|m|h|d|w)((\d+(\.\d*)?|\.\d+)(ns|us|µs|ms|s|m|h|d|w))*$|^0$/.test(text),
  email: (text) => /^[^\s@<>]+@[^\s@<>]+$/.test(text),
  hostname: (text) =>
    /^[a-zA-Z0-9]([a-zA-Z0-9-]{0,62}[a-zA-Z0-9])?(\.[a-zA-Z0-9]([a-zA-Z0-9-]{0,62}[a-zA-Z0-9])?)*\.?$/.test(text),
  ipv4: isIPv4,
  ipv6: isIPv6,
  cidr: (text) => {
    const [address = "", bits = "", ...rest] = text.split("/");
    const version = isIP(address);
    return version > 0 && rest.length === 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128);
  },
  mac: (text) => /^([0-9a-fA-F]{2}[:-]){5}[0-9a-fA-F]{2}$/.test(text),
  uri: (text) => URL.canParse(text) || text.startsWith("/"),
  uuid: (text) => /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i.test(text),
  uuid3: (text) => /^[0-9a-f]{8}-?[0-9a-f]{4}-?3[0-9a-f]{3}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i.test(text),
  uuid4: (text) => /^[0-9a-f]{8}-?[0-9a-f]{4}-?4[0-9a-f]{3}-?[89ab][0-9a-f]{3}-?[0-9a-f]{12}$/i.test(text),
  uuid5: (text) => /^[0-9a-f]{8}-?[0-9a-f]{4}-?5[0-9a-f]{3}-?[89ab][0-9a-f]{3}-?[0-9a-f]{12}$/i.test(text),
  byte: (text) => /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text),
  hexcolor: (text) => /^#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$/.test(text),
  rgbcolor: (text) => /^rgb\(\s*\d{1,3}\s*,\s*\d{1,3}\s*,\s*\d{1,3}\s*\)$/.test(text),
  ssn: (text) => /^\d{3}[- ]?\d{2}[- ]?\d{4}$/.test(text),
  isbn: (text) => rules["isbn10"]!(text) || rules["isbn13"]!(text),
  isbn10: (text) => /^\d{9}[\dX]$/.test(text.replaceAll(/[- ]/g, "")),
  isbn13: (text) => /^\d{13}$/.test(text.replaceAll(/[- ]/g, "")),
  creditcard: (text) => /^\d{13,19}$/.test(text.replaceAll(/[- ]/g, "")),
  bsonobjectid: (text) => /^[0-9a-fA-F]{24}$/.test(text),
};

/** Whether a text is of a format; formats that the real server does not know hold always. */
export function isOfFormat(format: string, text: string): boolean {
  return Object.hasOwn(rules, format) ? rules[format]!(text) : true;
}

function isDay(text: string): boolean {
  const [year, month, day] = text.split("-").map(Number) as [number, number, number];
  return month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** Formats of numbers, and those of strings that are above and those that are only told of. */
const known = new Set([...Object.keys(rules), "int32", "int64", "float", "double", "password"]);

/** The formats in a schema that the real server does not know. */
export function unknownFormats(schema: StructuralSchema): string[] {
  const { format, properties = {}, items, additionalProperties } = schema;
  const inner = [
    ...Object.values(properties),
    ...(items === undefined ? [] : [items]),
    ...(typeof additionalProperties === "object" ? [additionalProperties] : []),
  ].flatMap(unknownFormats);
  return [
    ...new Set([...(format === undefined || format === "" || known.has(format) ? [] : [format]), ...inner]),
  ].sort();
}
