/** Reads `95%` into 0.95. */
export function parseShare(text: string): number {
  const match = /^(\d+(?:\.\d+)?)%$/.exec(text.trim());
  const value = Number(match?.[1]) / 100;
  if (match === null || value > 1) throw new Error(`"${text}" is no percentage; expected 0% to 100%, such as 95%`);
  return value;
}

/** Reads `20/s`, `600/m` into a number per second. */
export function parseRate(text: string): number {
  const match = /^(\d+(?:\.\d+)?)\/(s|m)$/.exec(text.trim());
  if (match === null)
    throw new Error(`"${text}" is no rate; expected a number per second or minute, such as 20/s or 600/m`);
  return Number(match[1]) / (match[2] === "m" ? 60 : 1);
}

const sizeUnits: Readonly<Record<string, number>> = {
  B: 1,
  kB: 1e3,
  MB: 1e6,
  GB: 1e9,
  KiB: 2 ** 10,
  MiB: 2 ** 20,
  GiB: 2 ** 30,
};

/** Reads `50MB`, `1GiB` into bytes. */
export function parseSize(text: string): number {
  const match = /^(\d+(?:\.\d+)?)\s*([A-Za-z]+)$/.exec(text.trim());
  const unit = sizeUnits[match?.[2] ?? ""];
  if (match === null || unit === undefined)
    throw new Error(
      `"${text}" is no size; expected a number and one of ${Object.keys(sizeUnits).join(", ")}, such as 50MB`,
    );
  return Number(match[1]) * unit;
}

/** Reads `10Mbit/s`, `1MB/s` into bytes per second. */
export function parseBandwidth(text: string): number {
  const match = /^(\d+(?:\.\d+)?)\s*(kbit|Mbit|Gbit|kB|MB|GB)\/s$/.exec(text.trim());
  if (match === null)
    throw new Error(`"${text}" is no bandwidth; expected a number and kbit/s, Mbit/s, Gbit/s, kB/s, MB/s or GB/s`);
  const [, amount, unit = ""] = match;
  const scale = { k: 1e3, M: 1e6, G: 1e9 }[unit[0]!]!;
  return (Number(amount) * scale) / (unit.endsWith("bit") ? 8 : 1);
}
