import { chmodSync, existsSync, mkdirSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { leftOfGroup } from "./processes/leftover-group.ts";
import { startOf } from "../base/process-identity.ts";
import { kubeconfigToken, Stage } from "./testing/stage.ts";

let stage: Stage;
beforeEach(() => {
  stage = new Stage();
});
afterEach(() => stage[Symbol.dispose]());

async function gone(pid: number): Promise<void> {
  while (startOf(pid) !== undefined) await wait(20);
}

describe("a script", () => {
  test("that ends with 0 is a claim, and what it wrote is on record line by line", async () => {
    const outcome = await stage.script("#!/usr/bin/env bash\necho one\necho two >&2\nprintf 'no newline'\n");
    expect(outcome).toEqual({ outcome: "ok", reason: "finished", exitCode: 0, detail: "exit code 0" });
    expect(stage.lines("stdout")).toEqual(["one", "no newline"]);
    expect(stage.lines("stderr")).toEqual(["two"]);
    expect(stage.steps()).toEqual(["1 script.sh: ok 0"]);
  });

  test.each([
    ["exit 3", { exitCode: 3, detail: "exit code 3" }],
    ["set -e; false; echo not reached", { exitCode: 1, detail: "exit code 1" }],
    ["kill -KILL $$", { exitCode: 137, detail: "ended by SIGKILL" }],
    ["kill -TERM $$", { exitCode: 143, detail: "ended by SIGTERM" }],
  ])("that says %s has failed", async (text, end) => {
    expect(await stage.script(`#!/bin/bash\n${text}\n`)).toEqual({ outcome: "failed", reason: "failed", ...end });
    expect(stage.steps()).toEqual([`1 script.sh: failed ${end.exitCode}`]);
  });

  test("gets its arguments, its own variables and the user's environment", async () => {
    await stage.script(
      '#!/bin/bash\necho "$# $1" "$COLOUR" "$FROM_USER"\n',
      { args: ["a b"], env: { COLOUR: "blue" } },
      { env: { FROM_USER: "yes", PATH: process.env["PATH"] } },
    );
    expect(stage.lines()).toEqual(["1 a b blue yes"]);
  });

  test("knows the world by its environment", async () => {
    const text = "#!/bin/bash\nenv | grep -E '^(DRILL_|KUBECONFIG)' | sort\ncommand -v drill\n";
    await stage.script(text, {}, { env: { PATH: process.env["PATH"] } });
    const { folder } = stage;
    expect(stage.lines()).toEqual([
      "DRILL_BAD_IMAGE=registry.acme.example/shop/api:1.5.0",
      "DRILL_BAD_VERSION=1.5.0",
      "DRILL_CLUSTERS=eu-1 us",
      "DRILL_CONTEXT_EU_1=prod-eu",
      "DRILL_CONTEXT_US=us",
      `DRILL_CONTROL=${folder}/scratch/procedure/control.sock`,
      `DRILL_DECISION_FILE=${folder}/scratch/procedure/decision`,
      "DRILL_GOOD_IMAGE=registry.acme.example/shop/api:1.4.2",
      "DRILL_GOOD_VERSION=1.4.2",
      "DRILL_MIRROR=mirror.acme.example",
      "DRILL_NAMESPACE=shop",
      "DRILL_REGISTRY=127.0.0.1:5000",
      "DRILL_REGISTRY_HOST=registry.acme.example",
      "DRILL_RUN=run-1",
      "DRILL_WORKLOAD=deployment/api",
      `KUBECONFIG=${folder}/kubeconfig`,
      `${folder}/scratch/procedure/bin/drill`,
    ]);
  });

  test("starts in the folder where drill was started, and knows its own by $0", async () => {
    mkdirSync(join(stage.folder, "elsewhere"));
    await stage.script('#!/bin/bash\npwd\necho "$0"\n', {}, { cwd: join(stage.folder, "elsewhere") });
    expect(stage.lines()).toEqual([realpathSync(join(stage.folder, "elsewhere")), join(stage.folder, "script.sh")]);
  });

  test("has nothing on its standard input", async () => {
    await stage.script("#!/bin/bash\nread -r answer || echo nobody there\n");
    expect(stage.lines()).toEqual(["nobody there"]);
  });

  test("may open its output by name", async () => {
    await stage.script("#!/bin/bash\necho oops > /dev/stderr\necho twice | tee /dev/stderr\necho fine > /dev/stdout\n");
    expect(stage.lines("stdout")).toEqual(["twice", "fine"]);
    expect(stage.lines("stderr")).toEqual(["oops", "twice"]);
  });

  test("leaves its decision in a file", async () => {
    await stage.script('#!/bin/bash\necho refuse-rollback > "$DRILL_DECISION_FILE"\n');
    expect(stage.events).toContainEqual({ type: "procedureDecided", decision: "refuse-rollback" });
  });
});

describe("how a script is started", () => {
  test("one that may not be executed is given to the program of its first line", async () => {
    await stage.script("#!/usr/bin/env bash\necho ${BASH_VERSION:+bash}\n", {}, { mode: 0o644 });
    expect(stage.lines()).toEqual(["bash"]);
  });

  test("its first line is respected, arguments included", async () => {
    expect(await stage.script("#!/bin/bash -e\nfalse\necho not reached\n")).toMatchObject({ exitCode: 1 });
    expect(await stage.script("#!/bin/bash -e\nfalse\necho not reached\n", {}, { mode: 0o644 })).toMatchObject({
      exitCode: 1,
    });
    expect(stage.lines()).toEqual([]);
  });

  test("one without such a line is taken for bash", async () => {
    await stage.script("[[ a == a ]] && echo bash\n");
    await stage.script("[[ a == a ]] && echo bash\n", {}, { mode: 0o644 });
    expect(stage.lines()).toEqual(["bash", "bash"]);
  });

  test.each(["#!/opt/nowhere/bash", "#!/usr/bin/env no-such-interpreter"])(
    "one whose interpreter is missing has failed: %s",
    async (line) => {
      const program = line.split(/[ !]/).at(-1);
      expect(await stage.script(`${line}\necho never\n`)).toEqual({
        outcome: "failed",
        reason: "failed",
        exitCode: 127,
        detail: `its interpreter ${program} was not found`,
      });
      expect(stage.steps()).toEqual(["1 script.sh: failed 127"]);
    },
  );

  test("what cannot be a script is refused before anything starts", async () => {
    const { folder } = stage;
    await expect(stage.run({ script: "missing.sh" })).rejects.toThrow(`there is no script ${folder}/missing.sh`);
    await expect(stage.run({ script: "." })).rejects.toThrow(`the script ${folder} is no file`);
    await expect(stage.script("  \n")).rejects.toThrow(`the script ${folder}/script.sh is empty`);
    await expect(stage.script("\x7fELF\0\0")).rejects.toThrow(`the script ${folder}/script.sh is a binary file`);
    await expect(stage.script("#!/bin/bash\r\necho hi\r\n")).rejects.toThrow("has Windows line ends");
    if (process.getuid?.() !== 0) {
      chmodSync(stage.write("secret.sh", "echo hi"), 0o000);
      await expect(stage.run({ script: "secret.sh" })).rejects.toThrow(/cannot read the script .*secret\.sh/);
    }
  });
});

describe("a script that does not end", () => {
  test("is stopped when its time is up, with everything that it started", async () => {
    const running = stage.script("#!/bin/bash\nsleep 1000 &\necho child $!\nwait\n", {}, { timeout: 2_000 });
    const [, child] = await stage.line(/^child (\d+)/);
    expect(await running).toMatchObject({ outcome: "unknown", reason: "timed-out", exitCode: 143 });
    expect(startOf(Number(child))).toBeUndefined();
    expect(stage.steps()).toEqual(["1 script.sh: unknown 143"]);
  });

  test("is killed when it does not listen to SIGTERM", async () => {
    const running = stage.script("#!/bin/bash\ntrap '' TERM\necho deaf\nwhile :; do sleep 0.2; done\n");
    await stage.line(/deaf/);
    stage.abort.abort(new Error("Ctrl-C"));
    expect(await running).toEqual({
      outcome: "unknown",
      reason: "aborted",
      exitCode: 137,
      detail: expect.stringMatching(/^stopped with its process group/) as string,
    });
  });

  test("may clean up when it is stopped", async () => {
    const running = stage.script(
      "#!/bin/bash\ntrap 'echo tidied up; exit 9' TERM\necho ready\nwhile :; do sleep 0.1; done\n",
    );
    await stage.line(/ready/);
    stage.abort.abort(new Error("Ctrl-C"));
    expect(await running).toMatchObject({ reason: "aborted", exitCode: 9 });
    expect(stage.lines()).toContain("tidied up");
  });
});

describe("what a script leaves running", () => {
  test("in its group ends with it, and does not hold up the drill by its pipes", async () => {
    const outcome = await stage.script("#!/bin/bash\nsleep 1000 &\necho child $!\n");
    expect(outcome).toMatchObject({
      outcome: "ok",
      exitCode: 0,
      detail: "exit code 0; 1 process that it left running ended with it",
    });
    await gone(Number(/\d+/.exec(stage.lines()[0]!)![0]));
  });

  test("outside of its group does not hold up the drill either", async () => {
    const outcome = await stage.script("#!/bin/bash\nsetsid bash -c 'echo $$; exec sleep 1000' &\nsleep 0.3\n");
    expect(outcome).toMatchObject({ outcome: "ok", exitCode: 0 });
    process.kill(Number(stage.lines()[0]));
  });

  test("is noted before it runs, and struck off when it is gone", async () => {
    const running = stage.script('#!/bin/bash\necho group $$ "$(ps -o pgid= -p $$)"\nread -r < <(sleep 1000)\n');
    const [, pid, group] = await stage.line(/^group (\d+)\s+(\d+)/);
    expect(pid).toBe(group);
    const [record] = stage.ledger;
    expect(record).toEqual({
      kind: "process-group",
      detail: { group: Number(pid), start: startOf(Number(pid)), run: "run-1" },
      struck: false,
    });
    stage.abort.abort(new Error("Ctrl-C"));
    await running;
    expect(record?.struck).toBe(true);
  });

  test("is found again by when it started or by its environment, and never by its number alone", async () => {
    const running = stage.script("#!/bin/bash\nsleep 1000 &\necho pids $$ $!\nwait\n");
    const [, leader = "", child = ""] = await stage.line(/^pids (\d+) (\d+)/);
    const group = Number(leader);
    const record = { group, start: startOf(group)!, run: "run-1" };
    expect(leftOfGroup(record)).toEqual(expect.arrayContaining([group, Number(child)]));
    expect(leftOfGroup({ ...record, start: "12345" })).toEqual([]);
    process.kill(group, "SIGKILL");
    await running;
    expect(leftOfGroup(record)).toEqual([]);
  });

  test("nothing runs when the undo record cannot be written", async () => {
    const proof = join(stage.folder, "proof");
    const ledger = Object.defineProperty(stage.ledger, "push", {
      value: () => {
        throw new Error("disk full");
      },
    });
    expect(ledger).toHaveLength(0);
    await expect(stage.script(`#!/bin/bash\ntouch ${proof}\n`)).rejects.toThrow("disk full");
    await wait(200);
    expect(existsSync(proof)).toBe(false);
  });
});

describe("output", () => {
  test("a flood of 100 MB is read to its end in bounded memory, keeping the beginning and the last lines", async () => {
    const before = process.memoryUsage().rss;
    const outcome = await stage.script(
      "#!/bin/bash\necho first\nyes 'a line of some length to fill the disk with' | head -c 100000000\necho\necho last\n",
    );
    expect(outcome.exitCode).toBe(0);
    const lines = stage.lines();
    expect(lines[0]).toBe("first");
    expect(lines.at(-1)).toBe("last");
    expect(lines.some((line) => /^… \d{7} lines left out$/.test(line))).toBe(true);
    expect(lines.length).toBeLessThan(12_000);
    expect(process.memoryUsage().rss - before).toBeLessThan(200e6);
  });

  test("a line without end is cut", async () => {
    await stage.script("#!/bin/bash\nhead -c 5000000 /dev/zero | tr '\\0' x\n");
    expect(stage.lines()).toEqual([`${"x".repeat(2_000)} … 4998000 more characters`]);
  });

  test("binary output, colours and progress bars become legible text", async () => {
    await stage.script("#!/bin/bash\nprintf '\\x1b[31mred\\x1b[0m \\xff\\xfe\\x01\\n10%%\\r50%%\\r100%%\\n'\n");
    expect(stage.lines()).toEqual(["red \ufffd\ufffd\ufffd", "100%"]);
  });

  test("secrets do not reach an event: of the kubeconfig, of the environment, nor what looks like one", async () => {
    const script = [
      "#!/bin/bash",
      'cat "$KUBECONFIG"',
      'echo "deploying with $DEPLOY_TOKEN"',
      "echo 'Authorization: Bearer abcdefghijkl.mnopqrst'",
      "echo 'curl --password hunter2hunter2 password=topsecret1'",
      "printf -- '-----BEGIN RSA PRIVATE KEY-----\\nMIIEow\\n-----END RSA PRIVATE KEY-----\\nafter\\n' >&2",
    ];
    await stage.script(script.join("\n"), { env: { DEPLOY_TOKEN: "s3cr3t-value" } });
    const everything = JSON.stringify(stage.events);
    for (const secret of [kubeconfigToken, "s3cr3t-value", "abcdefghijkl", "hunter2", "topsecret1", "MIIEow"])
      expect(everything).not.toContain(secret);
    expect(stage.lines("stdout")[1]).toBe("deploying with [redacted]");
    expect(stage.lines("stderr").at(-1)).toBe("after");
  });
});
