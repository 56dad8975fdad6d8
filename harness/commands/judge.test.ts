import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { asset } from "../base/assets.ts";
import { exitCodes } from "../base/errors.ts";
import { runDrill } from "../run-drill.ts";
import type { Verdict } from "../judging/verdict.ts";
import { main } from "./main.ts";

let folder: string;
let run: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "judge-"));
  const { folder: stored } = await runDrill(asset("scenarios/clean-rollback.yaml"), { runs: join(folder, "runs") });
  run = stored!;
});
afterAll(() => rmSync(folder, { recursive: true }));

async function drill(...argv: string[]) {
  let [out, err] = ["", ""];
  const terminal = {
    out: (text: string) => void (out += text),
    err: (text: string) => void (err += text),
    columns: 80,
    colours: "off",
    errorColours: "off",
    progress: "plain",
  } as const;
  const never = new AbortController().signal;
  const exitCode = await main(argv, { terminal, env: {}, signal: never, hurry: never });
  return { exitCode, out, err };
}

/** A copy of the run, to be damaged. */
function copy(name: string): string {
  const path = join(folder, name);
  cpSync(run, path, { recursive: true });
  return path;
}

describe("drill judge", () => {
  test("gives the verdict that the run gave", async () => {
    const { exitCode, out } = await drill("judge", run);
    expect(exitCode).toBe(exitCodes.pass);
    expect(out).toMatch(/^ {2}PASS {2}clean-rollback {2}score /);
    const stored = JSON.parse(readFileSync(join(run, "verdict.json"), "utf8")) as Verdict;
    const { out: report } = await drill("report", run, "--format", "json");
    expect((JSON.parse(report) as { runs: { verdict: Verdict }[] }).runs[0]!.verdict).toEqual(stored);
  });

  test("judges under other limits, and says under which", async () => {
    const { exitCode, out } = await drill(
      "judge",
      run,
      "--set",
      "expect.recoveredWithin=10s",
      "--set",
      "expect.availability=99%",
    );
    expect(exitCode).toBe(exitCodes.gateFailure);
    expect(out).toContain("✘ G1 every cluster recovered in time");
    expect(out).toContain("✘ G6 availability stayed above the floor in every region");
    expect(out.replace(/\s+/g, " ")).toContain(
      "Note: judged under other limits: expect.recoveredWithin=10s, expect.availability=99%",
    );
  });

  test("judges by another hold and another target", async () => {
    const longer = await drill("judge", run, "--set", "expect.hold=1h");
    expect(longer.exitCode).toBe(exitCodes.invalid);
    expect(longer.out.replace(/\s+/g, " ")).toContain(
      "was not seen to be well for 1h before the drill stopped watching",
    );
    const other = await drill("judge", run, "--set", "expect.target=bad");
    expect(other.out).toContain("✘ G3");
  });

  test("does not change what has been run", async () => {
    const { exitCode, err } = await drill("judge", run, "--set", "traffic.ratePerCluster=5/s");
    expect(exitCode).toBe(exitCodes.usage);
    expect(err).toContain("--set traffic.ratePerCluster=5/s: what has been run cannot be changed any more");
    expect(err).toContain("hint: A stored run can be judged under other values of expect");
  });

  test("explains mistakes in --set as in a scenario file", async () => {
    const { exitCode, err } = await drill("judge", run, "--set", "expect.recoverdWithin=5m");
    expect(exitCode).toBe(exitCodes.usage);
    expect(err).toContain("unknown key recoverdWithin");
    expect(err).toContain("did you mean recoveredWithin?");
  });

  test("judges what a killed drill left, and says so", async () => {
    const cut = copy("cut");
    truncateSync(join(cut, "events.jsonl"), 60_000);
    const { exitCode, out } = await drill("judge", cut);
    expect(exitCode).toBe(exitCodes.invalid);
    expect(out).toContain("• the log ends before the run did");
    expect(out).toMatch(/Note: judged from a log that ends at \d+m?\d*s/);
    expect(out).toMatch(/Note: the last \d+ bytes of events\.jsonl are no events and were left out/);
  });

  test("leaves garbage behind the log out", async () => {
    const dirty = copy("dirty");
    appendFileSync(join(dirty, "events.jsonl"), "\u0000\u0000garbage");
    const { exitCode, out } = await drill("judge", dirty);
    expect(exitCode).toBe(exitCodes.pass);
    expect(out).toContain("Note: the last 9 bytes of events.jsonl are no events and were left out");
  });

  test.each([
    ["no run at all", () => folder, /holds no run: there is no plan\.json/],
    [
      "a plan of another format",
      () => (writeFileSync(join(copy("other"), "plan.json"), '{"format":2}'), join(folder, "other")),
      /plan\.json is a plan of format 2; this version reads format 1/,
    ],
    [
      "a plan that is no JSON",
      () => (writeFileSync(join(copy("broken"), "plan.json"), "{"), join(folder, "broken")),
      /plan\.json cannot be read/,
    ],
    [
      "no events",
      () => (rmSync(join(copy("empty"), "events.jsonl")), join(folder, "empty")),
      /cannot read .*events\.jsonl/,
    ],
  ])("refuses a folder with %s", async (_what, make, message) => {
    const { exitCode, err } = await drill("judge", make());
    expect(exitCode).toBe(exitCodes.usage);
    expect(err).toMatch(message);
    expect(err).toContain("hint: ");
    expect(err).not.toContain("    at ");
  });

  test("writes reports beside what it prints", async () => {
    const path = join(folder, "drill.xml");
    const { out } = await drill("judge", run, "--report", `junit=${path}`);
    expect(out).toContain(`report: ${path}`);
    expect(readFileSync(path, "utf8")).toContain("<testsuites ");
  });
});

describe("drill report", () => {
  test("prints in the format that is asked for", async () => {
    const { exitCode, out } = await drill("report", run, "--format", "markdown");
    expect(exitCode).toBe(exitCodes.pass);
    expect(out).toContain("## ✅ pass: clean-rollback");
  });

  test("writes to a file, whose path may have a comma", async () => {
    const path = join(folder, "a,b.json");
    const { out } = await drill("report", run, run, "--format", "json", "--output", path);
    expect(out).toBe("");
    expect(JSON.parse(readFileSync(path, "utf8"))).toMatchObject({ format: 1, summaries: [{ runs: 2, passed: 2 }] });
  });

  test("fails before it reads anything when the file cannot be written", async () => {
    const path = join(folder, "no such folder", "x.json");
    const { exitCode, err } = await drill("report", "no-such-run", "--output", path);
    expect(exitCode).toBe(exitCodes.usage);
    expect(err).toContain(`cannot write the report ${path}`);
  });

  test("names the formats when there is no such one, and makes no file", async () => {
    const { err } = await drill("report", run, "--format", "jnit", "--output", join(folder, "x.jnit"));
    expect(err).toContain("hint: Did you mean junit? Formats: terminal, json, junit, markdown.");
    expect(readdirSync(folder)).not.toContain("x.jnit");
  });
});
