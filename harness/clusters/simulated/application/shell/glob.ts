import { Directory } from "./file-system.ts";
import { matchesPattern } from "./pattern.ts";

/** Paths that match a pattern, sorted; `find` gets what is at a path. */
export function glob(pattern: string, find: (path: string) => unknown): readonly string[] {
  let found = [pattern.startsWith("/") ? "/" : ""];
  for (const part of pattern.split("/").filter((text) => text !== ""))
    found = found.flatMap((head) => {
      const folder = find(head === "" ? "." : head);
      if (!(folder instanceof Directory)) return [];
      return [...folder.entries().keys()]
        .filter((name) => (!name.startsWith(".") || part.startsWith(".")) && matchesPattern(name, part))
        .map((name) => (head === "" || head.endsWith("/") ? `${head}${name}` : `${head}/${name}`));
    });
  return found.sort();
}
