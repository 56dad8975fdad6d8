/** Reads `0,2-4`. */
export function parseIndexes(text: string | undefined): ReadonlySet<number> {
  const indexes = new Set<number>();
  for (const part of (text ?? "").split(",").filter((part) => part !== "")) {
    const [from, to = from] = part.split("-").map(Number);
    for (let i = from!; i <= to!; i++) indexes.add(i);
  }
  return indexes;
}

/** Writes `0,2-4`: three or more in a row are a range, and so are two. */
export function formatIndexes(indexes: ReadonlySet<number>): string {
  const parts: string[] = [];
  const sorted = [...indexes].toSorted((a, b) => a - b);
  for (let i = 0; i < sorted.length;) {
    let last = i;
    while (sorted[last + 1] === sorted[last]! + 1) last++;
    const separator = last - i === 1 ? "," : "-";
    parts.push(last === i ? `${sorted[i]}` : `${sorted[i]}${separator}${sorted[last]}`);
    i = last + 1;
  }
  return parts.join(",");
}
