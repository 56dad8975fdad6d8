/** Released versions above beta above alpha, each by number; anything else below, in reverse order of the alphabet. */
export function compareVersions(a: string, b: string): number {
  const [x, y] = [rankOf(a), rankOf(b)];
  if (x === undefined || y === undefined) return x === y ? byText(b, a) : x === undefined ? -1 : 1;
  return x.stability - y.stability || x.major - y.major || x.minor - y.minor;
}

function rankOf(version: string): { stability: number; major: number; minor: number } | undefined {
  const [, major, stage, minor] = /^v(\d+)(?:(alpha|beta)(\d+))?$/.exec(version) ?? [];
  if (major === undefined) return undefined;
  const stability = stage === undefined ? 3 : stage === "beta" ? 2 : 1;
  return { stability, major: Number(major), minor: Number(minor ?? 0) };
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
