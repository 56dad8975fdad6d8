import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { startOf } from "../../base/process-identity.ts";
import { Stage } from "../testing/stage.ts";

let stage: Stage;
beforeEach(() => {
  stage = new Stage();
});
afterEach(() => stage[Symbol.dispose]());

/** A runbook with a heading and a block for each text. */
const blocks = (...texts: string[]) =>
  texts.map((text, index) => `## Part ${index + 1}\n\n\`\`\`sh\n${text}\n\`\`\`\n`).join("\n");

describe("a runbook", () => {
  test("runs its blocks in order, each as a step with its own exit code and output", async () => {
    const outcome = await stage.runbook(`# Roll back\n\n${blocks("echo one", "echo two; echo oops >&2")}`);
    expect(outcome).toEqual({ outcome: "ok", reason: "finished", exitCode: 0, detail: "all 2 steps done" });
    expect(stage.steps()).toEqual(["1 Part 1: ok 0", "2 Part 2: ok 0"]);
    const output = stage.events.filter((event) => event.type === "procedureOutput");
    expect(output.filter(({ stream }) => stream === "stdout")).toEqual([
      { type: "procedureOutput", step: 1, stream: "stdout", text: "one" },
      { type: "procedureOutput", step: 2, stream: "stdout", text: "two" },
    ]);
    expect(output.filter(({ stream }) => stream === "stderr")).toEqual([
      { type: "procedureOutput", step: 2, stream: "stderr", text: "oops" },
    ]);
  });

  test("keeps variables, functions, options and the working directory from block to block, as a terminal does", async () => {
    await stage.runbook(
      blocks(
        "name=web; export COLOUR=blue; greet() { echo hello $1; }; cd /; set -f",
        "greet \"$name\"; bash -c 'echo $COLOUR'; pwd; echo *",
      ),
    );
    expect(stage.lines()).toEqual(["hello web", "blue", "/", "*"]);
  });

  test("has no arguments, an empty input and no descriptors of the harness in its blocks", async () => {
    await stage.runbook(
      blocks(
        'echo "$# $0"; read -r x || echo no input; for fd in 3 4 5 61 62 63 64; do [ -e /proc/self/fd/$fd ] && echo has $fd; done; true',
      ),
    );
    expect(stage.lines()).toEqual(["0 bash", "no input"]);
  });

  test("ends with the first block that fails", async () => {
    expect(await stage.runbook(blocks("echo one", "false", "echo three"))).toEqual({
      outcome: "failed",
      reason: "failed",
      exitCode: 1,
      detail: "step 2 failed: exit code 1",
    });
    expect(stage.steps()).toEqual(["1 Part 1: ok 0", "2 Part 2: failed 1"]);
    expect(stage.lines()).toEqual(["one"]);
  });

  test("a block under set -e that fails ends the shell, and is on record with its exit code", async () => {
    expect(
      await stage.runbook(blocks("set -euo pipefail", "echo on; (exit 7); echo not reached", "echo never")),
    ).toMatchObject({
      outcome: "failed",
      exitCode: 7,
    });
    expect(stage.lines()).toEqual(["on"]);
  });

  test("a block that says exit 0 closes its terminal; the next one gets a new one", async () => {
    await stage.runbook(blocks("name=web; exit 0", 'echo "name is $name"'));
    expect(stage.steps()).toEqual(["1 Part 1: ok 0", "2 Part 2: ok 0"]);
    expect(stage.lines()).toEqual(["name is "]);
  });

  test("a block may send its output elsewhere for good, and the next ones still end", async () => {
    await stage.runbook(blocks("exec > /dev/null 2>&1; echo lost", "echo lost too", "set -x; true"));
    expect(stage.steps()).toEqual(["1 Part 1: ok 0", "2 Part 2: ok 0", "3 Part 3: ok 0"]);
    expect(stage.lines()).toEqual([]);
  });

  test("traces of set -x show the block's commands", async () => {
    await stage.runbook(blocks("set -x", "echo hi"));
    expect(stage.lines("stderr")).toContain("++ echo hi");
  });

  test("output without a line end belongs to its own block", async () => {
    await stage.runbook(blocks("printf one", "printf two"));
    expect(
      stage.events.flatMap((event) => (event.type === "procedureOutput" ? [[event.step, event.text]] : [])),
    ).toEqual([
      [1, "one"],
      [2, "two"],
    ]);
  });

  test("a flood in one block does not hide the end of the next", async () => {
    await stage.runbook(blocks("head -c 20000000 /dev/zero | tr '\\0' '\\n'", "echo two"));
    expect(stage.steps()).toEqual(["1 Part 1: ok 0", "2 Part 2: ok 0"]);
    expect(stage.lines().at(-1)).toBe("two");
  });

  test("a syntax error fails its block", async () => {
    expect(await stage.runbook(blocks("echo fine", "if then"))).toMatchObject({
      outcome: "failed",
      detail: expect.stringMatching(/^step 2 failed/) as string,
    });
    expect(stage.lines("stderr").join()).toMatch(/02-part-2\.sh: line 1: syntax error/);
  });

  test("is stopped when its time is up, with what earlier blocks left running", async () => {
    const running = stage.runbook(blocks("sleep 1000 & echo child $!", "sleep 1000"), {}, { timeout: 2_000 });
    const [, child] = await stage.line(/^child (\d+)/);
    expect(await running).toMatchObject({ outcome: "unknown", reason: "timed-out" });
    expect(stage.steps()).toEqual(["1 Part 1: ok 0", "2 Part 2: unknown 143"]);
    expect(startOf(Number(child))).toBeUndefined();
    expect(stage.ledger.map(({ struck }) => struck)).toEqual([true]);
  });

  test("drill step inside a block begins a step of its own, and the count goes on", async () => {
    await stage.runbook(blocks('echo one; drill step "in between"; echo two', "echo three"));
    expect(stage.steps()).toEqual(["1 Part 1: ok -", "2 in between: ok 0", "3 Part 2: ok 0"]);
  });
});

describe("manual steps", () => {
  const text = `${blocks("echo one")}\n## Tell the others (manual)\n\nWrite into the channel.\n\n${blocks("echo two").replace("Part 1", "Go on")}`;

  test("take the scenario's answer, by heading", async () => {
    expect(await stage.runbook(text, { answers: { "tell the others": "yes, all told" } })).toMatchObject({
      outcome: "ok",
    });
    expect(stage.events.find((event) => event.type === "procedureStepFinished" && event.step === 2)).toMatchObject({
      title: "Tell the others",
      outcome: "ok",
      manual: true,
      detail: "answered by the scenario: yes, all told",
    });
  });

  test("ask the person with what the runbook says", async () => {
    const asked: unknown[] = [];
    const ask = async (question: object) => {
      asked.push(question);
      return "yes";
    };
    expect(await stage.runbook(text, {}, { ask })).toMatchObject({ outcome: "ok" });
    expect(asked).toEqual([expect.objectContaining({ title: "Tell the others", text: "Write into the channel." })]);
  });

  test("that are refused end the procedure", async () => {
    expect(await stage.runbook(text, { answers: { "Tell the others": "no, not yet" } })).toEqual({
      outcome: "failed",
      reason: "failed",
      detail: 'step "Tell the others": answered by the scenario: no, not yet',
    });
    expect(stage.lines()).toEqual(["one"]);
  });

  test("without anybody to ask fail the procedure before it does anything", async () => {
    expect(await stage.runbook(text)).toEqual({
      outcome: "failed",
      reason: "failed",
      detail:
        'nobody is there for the manual step "Tell the others"; give its answer in procedure.answers, or run at a terminal',
    });
    expect(stage.events).toEqual([]);
  });

  test("wait for the person no longer than the procedure may run", async () => {
    const ask = (_question: unknown, signal: AbortSignal) =>
      new Promise<string>((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason as Error)));
    expect(await stage.runbook(text, {}, { ask, timeout: 1_500 })).toMatchObject({
      outcome: "unknown",
      reason: "timed-out",
    });
  });
});
