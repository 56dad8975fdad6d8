import { expect, test } from "vitest";
import { fc } from "../../base/testing/properties.ts";
import { MarkerFilter } from "./marker-filter.ts";

const marker = "\x1eabcab\x1e";

/** Writes the pieces; `|` stands where a marker was found. */
function filtered(pieces: readonly Buffer[]): string {
  let text = "";
  const filter = new MarkerFilter(marker, {
    pass: (chunk) => (text += chunk.toString("latin1")),
    found: () => (text += "|"),
  });
  for (const piece of pieces) filter.write(piece);
  filter.end();
  return text;
}

test("markers are found and all else passes, however the stream is cut", () => {
  const part = fc.constantFrom(marker, "\x1e", "\x1eabca", "abc", "x\n", "");
  fc.assert(
    fc.property(fc.array(part), fc.array(fc.nat(40)), (parts, cuts) => {
      const text = parts.join("");
      const edges = [0, ...cuts.map((cut) => Math.min(cut, text.length)), text.length].sort((a, b) => a - b);
      const pieces = edges.slice(1).map((end, index) => Buffer.from(text.slice(edges[index], end), "latin1"));
      expect(filtered(pieces)).toBe(text.replaceAll(marker, "|"));
    }),
  );
});

test("nothing is held back that cannot become a marker", () => {
  const passed: string[] = [];
  const filter = new MarkerFilter(marker, { pass: (chunk) => passed.push(String(chunk)), found: () => undefined });
  filter.write(Buffer.from("hello"));
  filter.write(Buffer.from("half \x1eabc"));
  expect(passed).toEqual(["hello", "half "]);
});
