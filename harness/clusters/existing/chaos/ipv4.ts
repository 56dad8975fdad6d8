interface Range {
  readonly first: number;
  readonly last: number;
}

/** An address such as `10.1.2.3`, or a range such as `10.1.0.0/16`; undefined for anything else, such as IPv6. */
function rangeOf(text: string): Range | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?:\/(\d{1,2}))?$/.exec(text);
  if (match === null) return undefined;
  const bytes = match.slice(1, 5).map(Number);
  const bits = Number(match[5] ?? 32);
  if (bits > 32 || bytes.some((byte) => byte > 255)) return undefined;
  const size = 2 ** (32 - bits);
  const address = bytes.reduce((all, byte) => all * 256 + byte, 0);
  const first = address - (address % size);
  return { first, last: first + size - 1 };
}

export function isIpv4(text: string): boolean {
  return rangeOf(text) !== undefined;
}

/** Whether two addresses or ranges of IPv4 have an address in common. */
export function overlap(one: string, other: string): boolean {
  const [a, b] = [rangeOf(one), rangeOf(other)];
  return a !== undefined && b !== undefined && a.first <= b.last && b.first <= a.last;
}
