import { existsSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CoreV1Api, KubeConfig } from "@kubernetes/client-node";
import { expect, it } from "vitest";
import { exitCodes } from "./base/errors.ts";
import { main } from "./commands/main.ts";

it("is held by `drill up` without a scenario, for clients outside, until Ctrl-C", async () => {
  const path = join(mkdtempSync(join(tmpdir(), "drill-test-")), "kubeconfig");
  const stop = new AbortController();
  let printed = "";
  let isUp = () => {};
  const up = new Promise<void>((resolve) => (isUp = resolve));
  const terminal = {
    out: (text: string) => void (printed += text),
    err: () => isUp(),
    columns: 80,
    colours: "off",
    errorColours: "off",
    progress: "plain",
  } as const;
  const hurry = new AbortController().signal;
  const line = ["up", "--nodes", "3", "--speed", "20", "--kubeconfig", path];
  const ended = main(line, { terminal, env: {}, signal: stop.signal, hurry });
  await up;
  const own = /^export KUBECONFIG=(.*)$/m.exec(printed)![1]!;
  expect(readFileSync(path, "utf8")).toBe(readFileSync(own, "utf8"));
  const config = new KubeConfig();
  config.loadFromFile(path);
  const { items } = await config.makeApiClient(CoreV1Api).listNode();
  expect(items.map(({ metadata }) => metadata?.name)).toEqual(["drill-worker", "drill-worker2", "drill-worker3"]);
  stop.abort();
  expect(await ended).toBe(exitCodes.pass);
  expect([path, own].map(existsSync)).toEqual([false, false]);
});
