import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { exitCodes, type UserError } from "../base/errors.ts";
import type { TimelineEvent } from "./events.ts";
import { openEventFile, Recorder, type LineSink } from "./recorder.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "recorder-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const phase = (at: number): TimelineEvent => ({ at, type: "phaseStarted", phase: "rollout" });
const traffic = (at: number): TimelineEvent => ({
  at,
  type: "traffic",
  cluster: "eu",
  from: at,
  seconds: 1,
  sent: 20,
  unsent: 0,
  good: 20,
  late: 0,
  errors: 0,
  refused: 0,
  timedOut: 0,
  byVersion: { v1: 20 },
  p50: 20,
  p99: 25,
});

class MemorySink implements LineSink {
  text = "";
  closed = 0;
  write(text: string): void {
    this.text += text;
  }
  close(): void {
    this.closed++;
  }
}

function failingSink(code: string): LineSink {
  return {
    write() {
      throw Object.assign(new Error(`${code}: something with the disk`), { code });
    },
    close() {},
  };
}

describe("a recorder", () => {
  test("writes every event through at once on real time", () => {
    const path = join(folder, "events.jsonl");
    using recorder = new Recorder({ writing: "through", sink: openEventFile(path) });
    recorder.record(traffic(1));
    expect(readFileSync(path, "utf8")).toBe(`${JSON.stringify(traffic(1))}\n`);
  });

  test("batches what only measures, and puts everything down with the next milestone", () => {
    const sink = new MemorySink();
    const recorder = new Recorder({ writing: "batched", sink });
    recorder.record(traffic(1));
    expect(sink.text).toBe("");
    recorder.record(phase(2));
    expect(sink.text).toBe(`${JSON.stringify(traffic(1))}\n${JSON.stringify(phase(2))}\n`);
  });

  test.each<TimelineEvent>([
    { at: 1, type: "faultInjected", fault: "f", kind: "link-cut", on: ["eu"] },
    { at: 1, type: "procedureStepStarted", step: 1, title: "undo" },
    { at: 1, type: "aborted", reason: "Ctrl-C" },
    { at: 1, type: "harnessProblem", during: "rollout", message: "x" },
  ])("puts $type down at once also when it batches", (event) => {
    const sink = new MemorySink();
    new Recorder({ writing: "batched", sink }).record(event);
    expect(sink.text).toBe(`${JSON.stringify(event)}\n`);
  });

  test("puts a batch down when it has grown large", () => {
    const sink = new MemorySink();
    const recorder = new Recorder({ writing: "batched", sink });
    for (let at = 0; at < 1_000; at++) recorder.record(traffic(at));
    expect(sink.text.length).toBeGreaterThan(64 * 1_024);
    expect(sink.text.length).toBeLessThan(1_000 * `${JSON.stringify(traffic(100))}\n`.length);
  });

  test("puts the rest down when it is disposed of, and may be disposed of twice", () => {
    const sink = new MemorySink();
    const recorder = new Recorder({ writing: "batched", sink });
    recorder.record(traffic(1));
    recorder[Symbol.dispose]();
    recorder[Symbol.dispose]();
    expect(sink.text).toBe(`${JSON.stringify(traffic(1))}\n`);
    expect(sink.closed).toBe(1);
  });

  test("keeps events in memory and tells those who subscribed, until they stop", () => {
    const recorder = new Recorder({ writing: "through" });
    const seen: TimelineEvent[] = [];
    const subscription = recorder.subscribe((event) => seen.push(event));
    recorder.record(phase(1));
    subscription.stop();
    recorder.record(phase(2));
    expect(seen).toEqual([phase(1)]);
    expect(recorder.events).toEqual([phase(1), phase(2)]);
  });

  test("counts the lines before the end of the run into its last event", () => {
    const recorder = new Recorder({ writing: "through" });
    recorder.record(phase(1));
    recorder.record(phase(2));
    recorder.record({ at: 3, type: "runFinished" });
    expect(recorder.events.at(-1)).toEqual({ at: 3, type: "runFinished", events: 2 });
  });
});

describe("a disk that refuses", () => {
  test.each([
    ["ENOSPC", "writing events.jsonl failed: no space is left on the disk"],
    ["EROFS", "writing events.jsonl failed: the file system is read-only"],
    ["EACCES", "writing events.jsonl failed: permission denied"],
    ["EIO", "writing events.jsonl failed: EIO: something with the disk"],
  ])("with %s is reported once, with a hint, and the drill goes on in memory", (code, message) => {
    const problems: UserError[] = [];
    const recorder = new Recorder({
      writing: "through",
      sink: failingSink(code),
      onProblem: (problem) => problems.push(problem),
    });
    recorder.record(phase(1));
    recorder.record(phase(2));
    recorder[Symbol.dispose]();
    expect(problems.map((problem) => problem.message)).toEqual([message]);
    expect(problems[0]!.hint).toContain("--runs FOLDER");
    expect(problems[0]!.exitCode).toBe(exitCodes.invalid);
    expect(recorder.events).toEqual([
      phase(1),
      { at: 1, type: "harnessProblem", during: "writing events.jsonl", message },
      phase(2),
    ]);
  });

  test.runIf(existsSync("/dev/full"))("is noticed on a device that really is full", () => {
    const problems: UserError[] = [];
    const sink: LineSink = { write: (text) => writeFileSync("/dev/full", text), close() {} };
    const recorder = new Recorder({ writing: "batched", sink, onProblem: (problem) => problems.push(problem) });
    recorder.record(phase(1));
    expect(problems.map(({ message }) => message)).toEqual([
      "writing events.jsonl failed: no space is left on the disk",
    ]);
  });
});

describe("the event file", () => {
  test("is not made over one that is there", () => {
    const path = join(folder, "events.jsonl");
    writeFileSync(path, "kept\n");
    expect(() => openEventFile(path)).toThrow(`creating ${path} failed: the file is there already`);
    expect(readFileSync(path, "utf8")).toBe("kept\n");
  });

  test("cannot be made in a folder that is not there", () => {
    const path = join(folder, "gone", "events.jsonl");
    expect(() => openEventFile(path)).toThrow(`creating ${path} failed: its folder does not exist`);
  });
});
