/**
 * Letters for clusters that ended in the same state, in the order of the clusters: A, B, …; `?` for one whose state is
 * not known.
 */
export function equivalenceClasses(fingerprints: ReadonlyMap<string, string | undefined>): ReadonlyMap<string, string> {
  const known = [...new Set([...fingerprints.values()].filter((fingerprint) => fingerprint !== undefined))];
  return new Map(
    [...fingerprints].map(([cluster, fingerprint]) => [
      cluster,
      fingerprint === undefined ? "?" : letter(known.indexOf(fingerprint)),
    ]),
  );
}

/** A to Z, then AA, AB, … */
function letter(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : letter(Math.floor(index / 26) - 1) + last;
}
