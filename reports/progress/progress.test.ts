import { describe, expect, test } from "vitest";
import { draw } from "../../fixtures/timelines/sketch.ts";
import type { TimelineEvent } from "../../harness/timeline/events.ts";
import { liveLines, LiveProgress } from "./live.ts";
import { PlainProgress, plainLine } from "./plain.ts";
import { advance, nothingYet } from "./state.ts";

const { events } = draw();
const options = { width: 60, colours: "off" } as const;
const stateAt = (at: number) => events.filter((event) => event.at <= at).reduce(advance, nothingYet);

describe("live progress", () => {
  test("shows time, phase, a line per cluster, active faults and what happened last", () => {
    expect(liveLines(stateAt(125_000), options)).toEqual([
      " 2:05  procedure",
      " eu  30% bad     v2",
      " us  30% bad     v2      2 of 3 ready",
      " ap  30% bad     v2      2 of 3 ready",
      " faults: registry-down",
      " fault registry-down is active: pull from eu: connection r…",
    ]);
  });

  test("forgets a fault that was healed", () => {
    expect(stateAt(120_000).faults).toEqual(["registry-down"]);
    expect(stateAt(300_000).faults).toEqual([]);
  });

  test("never draws wider than the terminal", () => {
    for (const width of [20, 40, 80])
      for (const line of liveLines(stateAt(125_000), { ...options, width })) expect(line.length).toBeLessThan(width);
  });

  test("draws over what it drew, and leaves nothing behind", () => {
    const screen = new Screen();
    {
      using progress = new LiveProgress({ ...options, every: 1_000, write: (text) => screen.write(text) });
      for (const event of events) {
        progress.show(event);
        expect(screen.lines.filter((line) => /^ \d+:\d\d /.test(line)).length).toBe(1);
      }
      expect(screen.lines[0]).toBe(" 4:42  teardown");
    }
    expect(screen.lines).toEqual([""]);
  });

  test("draws at a new phase and when enough time has passed, not for every event", () => {
    let drawings = 0;
    using progress = new LiveProgress({ ...options, every: 10_000, write: () => drawings++ });
    for (const event of events) progress.show(event);
    expect(drawings).toBeGreaterThan(20);
    expect(drawings).toBeLessThan(60);
  });
});

describe("plain progress", () => {
  test("writes a line per thing worth telling, with its drill time", () => {
    let text = "";
    using progress = new PlainProgress({ write: (part) => (text += part) });
    for (const event of events) progress.show(event);
    expect(text.split("\n").slice(0, 6)).toEqual([
      "    0:00  phase: topology",
      "    0:01  phase: baseline",
      "    0:20  steady state proven",
      "    0:20  phase: rollout",
      "    0:20  bad is rolled out to eu",
      "    0:30  bad is rolled out to us",
    ]);
  });

  test("says nothing for what only measures", () => {
    expect(events.filter(({ type }) => type === "probe" || type === "traffic").map(plainLine)).not.toContainEqual(
      expect.anything(),
    );
  });

  test("keeps to one line, whatever a procedure is called", () => {
    const event: TimelineEvent = {
      at: 61_000,
      type: "procedureStepStarted",
      step: 1,
      title: "a\nb\u001b[2J",
      cluster: "eu",
    };
    expect(plainLine(event)).toBe("    1:01  step 1: a b (eu)");
  });
});

/** As much of a terminal as progress needs. */
class Screen {
  lines: string[] = [""];
  #row = 0;

  write(text: string): void {
    for (const [part, up] of text.matchAll(/\u001b\[(\d+)A|\u001b\[J|\r|\n|[^\u001b\r\n]+/g)) {
      if (up !== undefined) this.#row -= Number(up);
      else if (part === "\u001b[J") this.lines = [...this.lines.slice(0, this.#row), ""];
      else if (part === "\n") this.lines[++this.#row] ??= "";
      else if (part !== "\r") this.lines[this.#row] = part;
    }
  }
}
