import { expect, test } from "vitest";
import { startOf } from "../../base/process-identity.ts";
import type { StepDeclaration } from "../../scenario/schema/procedure.ts";
import { loadProcedure } from "../load-procedure.ts";
import { Stage } from "../testing/stage.ts";

const command = (input: string, more: Partial<StepDeclaration> = {}): StepDeclaration => ({
  action: "command",
  input,
  onError: "stop",
  retries: 0,
  ...more,
});
const decide: StepDeclaration = { action: "decide", input: "rollback", onError: "stop", retries: 0 };
const bare = { args: [], answers: {}, env: {}, strategy: "one-after-the-other" } as const;

test("a command makes the procedure run on real time, and its programs are known", async () => {
  const options = { folder: "/", cwd: "/" };
  expect(await loadProcedure({ ...bare, steps: [decide] }, options)).toMatchObject({ clock: "virtual", tools: [] });
  expect(await loadProcedure({ ...bare, steps: [decide, command("kubectl get pods | jq .")] }, options)).toMatchObject({
    clock: "real",
    tools: ["bash", "jq", "kubectl"],
    steps: ["decide rollback", "kubectl get pods | jq ."],
  });
});

test("a command is a step with its output and exit code, and ends the procedure when it fails", async () => {
  using stage = new Stage();
  const outcome = await stage.run({
    steps: [command('echo "$DRILL_CLUSTERS"'), decide, command("echo no; exit 3"), command("echo never")],
  });
  expect(outcome).toEqual({ outcome: "failed", reason: "failed", detail: "step 3 (echo no; exit 3): exit code 3" });
  expect(stage.lines()).toEqual(["eu-1 us", "no"]);
  expect(stage.steps()).toEqual([
    '1 echo "$DRILL_CLUSTERS": ok 0',
    "2 decide rollback: ok -",
    "3 echo no; exit 3: failed 3",
  ]);
});

test("a command that hangs is stopped with its group at the step's deadline, and the procedure goes on if it may", async () => {
  using stage = new Stage();
  const outcome = await stage.run({
    steps: [command("sleep 1000 & echo $!; wait", { timeout: 2_000, onError: "continue" }), command("echo on")],
  });
  expect(outcome).toMatchObject({ outcome: "ok", reason: "finished" });
  expect(stage.steps()).toEqual(["1 sleep 1000 & echo $!; wait: unknown -", "2 echo on: ok 0"]);
  expect(startOf(Number(stage.lines()[0]))).toBeUndefined();
});

test("a command is stopped with its group when the procedure is", async () => {
  using stage = new Stage();
  const running = stage.run({ steps: [command("echo $$; sleep 1000")] });
  const [, pid] = await stage.line(/^(\d+)$/);
  stage.abort.abort(new Error("Ctrl-C"));
  expect(await running).toMatchObject({ outcome: "unknown", reason: "aborted" });
  expect(startOf(Number(pid))).toBeUndefined();
});
