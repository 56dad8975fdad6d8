import { distance } from "fastest-levenshtein";

/** The candidate that `text` was probably meant to be; undefined when none is near. */
export function nearest(text: string, candidates: Iterable<string>): string | undefined {
  const wanted = text.toLowerCase();
  const limit = text.length < 4 ? 1 : Math.max(2, Math.floor(text.length / 3));
  const ranked = [...candidates]
    .map((candidate) => ({ candidate, far: distance(wanted, candidate.toLowerCase()) }))
    .filter(({ far }) => far <= limit)
    .sort((a, b) => a.far - b.far);
  return ranked[0]?.candidate;
}

/** `one of a, b, c`; `a` alone when there is no choice. */
export function oneOf(names: Iterable<string>): string {
  const list = [...names];
  if (list.length === 0) return "none";
  return list.length === 1 ? list[0]! : `one of ${list.join(", ")}`;
}
