import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { UserError } from "../../base/errors.ts";
import { Stage } from "../testing/stage.ts";
import { tellDrill } from "./client.ts";
import type { ControlRequest } from "./protocol.ts";
import { ControlServer } from "./server.ts";
import { socketOf } from "./socket-of.ts";

let folder: string;
const heard: ControlRequest[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "control-"));
  heard.length = 0;
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const handle = async (request: ControlRequest) => {
  if (request.command === "stop-rollout") throw new UserError("nothing is rolled out");
  heard.push(request);
};

function raw(path: string, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = "";
    const socket = connect(path, () => socket.write(text));
    socket.on("data", (chunk) => (answer += String(chunk)));
    socket.once("error", reject).once("close", () => resolve(answer));
  });
}

describe("the control socket", () => {
  test("takes requests, and hands refusals back to the script", async () => {
    await using server = await ControlServer.listen({ folder, ledger: undefined, handle });
    await tellDrill(server.path, { command: "step", title: "drain eu" });
    await tellDrill(server.path, { command: "route", weights: { us: 0 } });
    await expect(tellDrill(server.path, { command: "stop-rollout" })).rejects.toThrow("nothing is rolled out");
    expect(heard).toEqual([
      { command: "step", title: "drain eu" },
      { command: "route", weights: { us: 0 } },
    ]);
  });

  test("answers what is no request with what is wrong about it", async () => {
    await using server = await ControlServer.listen({ folder, ledger: undefined, handle });
    expect(JSON.parse(await raw(server.path, "hello\n"))).toEqual({ ok: false, message: "the request is no JSON" });
    expect(JSON.parse(await raw(server.path, '{"command":"explode"}\n'))).toMatchObject({ ok: false });
    expect(JSON.parse(await raw(server.path, '{"command":"route","weights":{"us":101}}\n'))).toMatchObject({
      ok: false,
    });
    expect(JSON.parse(await raw(server.path, "x".repeat(100_000)))).toMatchObject({ ok: false });
    expect(heard).toEqual([]);
  });

  test("goes into a short folder when its path gets too long for a socket, and takes it away again", async () => {
    const deep = join(folder, "a".repeat(100));
    mkdirSync(deep);
    const records: { path: unknown; struck: boolean }[] = [];
    const ledger = {
      record: (_kind: string, { path }: Readonly<Record<string, unknown>>) => {
        const entry = { path, struck: false };
        records.push(entry);
        return { strike: () => void (entry.struck = true) };
      },
    };
    const server = await ControlServer.listen({ folder: deep, ledger, handle });
    await tellDrill(server.path, { command: "decide", decision: "rollback" });
    expect(records).toEqual([{ path: dirname(server.path), struck: false }]);
    await server[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
    expect(existsSync(dirname(server.path))).toBe(false);
    expect(records[0]?.struck).toBe(true);
  });

  test("that nobody serves is named, with what to do", async () => {
    await expect(tellDrill(join(folder, "gone.sock"), { command: "stop-rollout" })).rejects.toThrow(
      /the drill does not answer at .*gone\.sock/,
    );
    expect(() => socketOf({}, "route")).toThrow("drill route works only inside a drill's procedure");
  });
});

describe("drill, as a script calls it", () => {
  test("begins steps, decides, routes and stops the rollout", async () => {
    using stage = new Stage();
    const outcome = await stage.script(
      [
        "#!/bin/bash",
        "set -e",
        "echo before",
        'drill step "drain eu"',
        "echo inside",
        "drill route us=0",
        "drill step 'roll back'",
        "drill stop-rollout",
        "drill decide rollback",
        "exit 4",
      ].join("\n"),
    );
    expect(outcome).toMatchObject({ outcome: "failed", exitCode: 4 });
    expect(stage.steps()).toEqual(["1 drain eu: ok -", "2 roll back: failed 4"]);
    expect(stage.asked).toEqual(['weights {"eu-1":100,"us":0}', "stopRollout"]);
    expect(stage.events).toContainEqual({ type: "procedureDecided", decision: "rollback" });
    expect(stage.events.filter(({ type }) => type === "procedureOutput")).toEqual([
      { type: "procedureOutput", step: 1, stream: "stdout", text: "before" },
      { type: "procedureOutput", step: 1, stream: "stdout", text: "inside" },
    ]);
  });

  test("tells the script what it got wrong", async () => {
    using stage = new Stage();
    await stage.script("#!/bin/bash\ndrill route mars=0\necho $?\ndrill route us=200\necho $?\n");
    expect(stage.lines("stdout")).toEqual(["1", "1"]);
    expect(stage.lines("stderr").join("\n")).toMatch(
      /no cluster is called mars; there are eu-1, us[^]*"us=200" is no weight/,
    );
  });

  test("that ends before its first step is one step all the same", async () => {
    using stage = new Stage();
    await stage.script('#!/bin/bash\nexit 2\ndrill step "never"\n');
    expect(stage.steps()).toEqual(["1 script.sh: failed 2"]);
  });
});
