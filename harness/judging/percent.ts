/** A share of 0 to 1 as people write it. Rounds down, so that what is below a limit does not look as if it met it. */
export function percent(share: number): string {
  if (share > 0 && share < 0.001) return "< 0.1%";
  return `${Math.floor(share * 1_000 + 1e-6) / 10}%`;
}
