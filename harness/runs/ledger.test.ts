import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { FileLedger, openEntries } from "./ledger.ts";

test("what was not struck off is found again, the latest first", () => {
  const path = join(mkdtempSync(join(tmpdir(), "ledger-")), "ledger.jsonl");
  using ledger = new FileLedger(path);
  ledger.record("fault", { fault: "registry-down" });
  const second = ledger.record("file", { path: "/tmp/socket" });
  ledger.record("process-group", { group: 12, start: "34" });
  second.strike();
  expect(openEntries(readFileSync(path, "utf8")).map(({ kind }) => kind)).toEqual(["process-group", "fault"]);
});

test("a record that a kill cut off was never acted on", () => {
  const text = `{"id":1,"kind":"fault","detail":{}}\n{"id":2,"kind":"fi`;
  expect(openEntries(text).map(({ id }) => id)).toEqual([1]);
});

test("a ledger that cannot be written refuses, so that the thing is not done", () => {
  const path = join(mkdtempSync(join(tmpdir(), "ledger-")), "ledger.jsonl");
  const ledger = new FileLedger(path);
  ledger[Symbol.dispose]();
  expect(() => ledger.record("fault", {})).toThrow(`cannot write ${path}`);
});
