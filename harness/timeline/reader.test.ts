import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { fc } from "../base/testing/properties.ts";
import { draw } from "../../fixtures/timelines/sketch.ts";
import type { TimelineEvent } from "./events.ts";
import { readTimeline } from "./reader.ts";

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "reader-"));
  path = join(folder, "events.jsonl");
});
afterEach(() => rmSync(folder, { recursive: true }));

const { events } = draw();
const lines = events.map((event) => `${JSON.stringify(event)}\n`);
const whole = Buffer.from(lines.join(""));

function read(content: string | Buffer) {
  writeFileSync(path, content);
  return readTimeline(path);
}

test("reads back what was recorded", () => {
  expect(read(whole)).toEqual({ events, ignoredBytes: 0 });
});

test("reads an empty file as no events", () => {
  expect(read("")).toEqual({ events: [], ignoredBytes: 0 });
});

test("takes a last line without a line end when it is complete", () => {
  expect(read(lines[0]!.trimEnd())).toEqual({ events: [events[0]], ignoredBytes: 0 });
});

test("reads every log that was cut anywhere up to its last whole line, and says how many bytes it left out", () => {
  const ends = new Set(lines.map((_, index) => Buffer.byteLength(lines.slice(0, index + 1).join(""))));
  fc.assert(
    fc.property(fc.nat(whole.length), (cut) => {
      const { events: found, ignoredBytes } = read(whole.subarray(0, cut));
      expect(events.slice(0, found.length)).toEqual(found);
      const used = lines.slice(0, found.length).join("");
      // The line end of the last line may be missing.
      expect([cut, cut + 1]).toContain(Buffer.byteLength(used) + ignoredBytes);
      if (ends.has(cut)) expect(ignoredBytes).toBe(0);
    }),
    { numRuns: 60 },
  );
});

test("leaves garbage at the end out, whatever it is", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 200 }), (bytes) => {
      const garbage = Buffer.concat([Buffer.from("\u0000"), bytes]);
      expect(read(Buffer.concat([Buffer.from(lines[0]!), garbage]))).toEqual({
        events: [events[0]],
        ignoredBytes: garbage.length,
      });
    }),
    { numRuns: 60 },
  );
});

test("trusts nothing after a damaged line", () => {
  const damaged = lines[1]!.replace("{", "");
  const { events: found, ignoredBytes } = read(lines[0]! + damaged + lines[2]!);
  expect(found).toEqual([events[0]]);
  expect(ignoredBytes).toBe(Buffer.byteLength(damaged + lines[2]!));
});

test.each([
  "null",
  "5",
  "[]",
  '{"type":"settled"}',
  '{"at":-1,"type":"settled"}',
  '{"at":"1","type":"settled"}',
  '{"at":1}',
])("does not take %s for an event", (line) => {
  expect(read(`${line}\n`)).toEqual({ events: [], ignoredBytes: line.length + 1 });
});

test("reads lines longer than what is read at a time, with characters of several bytes", () => {
  const long: TimelineEvent = {
    at: 1,
    type: "procedureOutput",
    step: 1,
    stream: "stdout",
    text: "ä€😀".repeat(100_000),
  };
  expect(read(`${JSON.stringify(long)}\n${lines[0]!}`)).toEqual({ events: [long, events[0]], ignoredBytes: 0 });
});

test("refuses a log of another format and says what to do", () => {
  const other = lines[0]!.replace('"format":1', '"format":2');
  expect(() => read(other)).toThrow(`${path} is a timeline of format 2; this version reads format 1`);
});

test("says when there is no log", () => {
  expect(() => readTimeline(join(folder, "none"))).toThrow(/cannot read .*none: ENOENT/);
});
