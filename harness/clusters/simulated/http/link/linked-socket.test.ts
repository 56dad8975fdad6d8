import { afterEach, expect, it } from "vitest";
import type { LinkCondition, LinkGate } from "./gate.ts";
import { ask, open, watchEvents } from "../testing/client.ts";
import { startTestCluster, tester, type TestCluster } from "../testing/test-cluster.ts";

const openLink: LinkCondition = { kind: "open", delay: () => 0 };

class TestGate implements LinkGate {
  readonly #listeners = new Set<() => void>();
  #condition: LinkCondition = openLink;

  condition(): LinkCondition {
    return this.#condition;
  }

  onChange(listener: () => void) {
    this.#listeners.add(listener);
    return { stop: () => void this.#listeners.delete(listener) };
  }

  become(condition: LinkCondition): void {
    this.#condition = condition;
    for (const listener of this.#listeners) listener();
  }
}

let cluster: TestCluster | undefined;
afterEach(async () => {
  await cluster?.[Symbol.asyncDispose]();
  cluster = undefined;
});

const namespace = (name: string) =>
  cluster!.api.create(
    "namespaces",
    undefined,
    { apiVersion: "v1", kind: "Namespace", metadata: { name } },
    { caller: tester },
  );

it("resets new connections and breaks open watches while the link refuses, and serves again afterwards", async () => {
  const gate = new TestGate();
  cluster = await startTestCluster({ gate });
  const watch = await open(cluster.endpoint, "/api/v1/namespaces?watch=true");
  const broken = new Promise<NodeJS.ErrnoException>((resolve) => watch.on("error", resolve));
  gate.become({ kind: "refused" });
  expect((await broken).code).toBe("ECONNRESET");
  await expect(ask(cluster.endpoint, "/healthz")).rejects.toMatchObject({ code: "ECONNRESET" });
  gate.become(openLink);
  expect((await ask(cluster.endpoint, "/healthz")).text).toBe("ok");
});

it("answers nothing while the link is silent, then everything in order", async () => {
  const gate = new TestGate();
  cluster = await startTestCluster({ gate });
  const watch = await open(cluster.endpoint, `/api/v1/namespaces?watch=true&fieldSelector=metadata.name%21%3Ddefault`);
  const events = watchEvents(watch);
  for (let i = 0; i < 3; i++) await events.next();
  gate.become({ kind: "silent" });
  let hasAnswer = false;
  const answer = ask(cluster.endpoint, "/healthz").then(({ text }) => ((hasAnswer = true), text));
  const event = events.next().then(({ value }) => ((hasAnswer = true), value));
  namespace("during");
  namespace("later");
  // Long enough for a loopback connection to have answered many times over.
  await cluster.clock.sleep(100);
  expect(hasAnswer).toBe(false);
  gate.become(openLink);
  expect(await answer).toBe("ok");
  expect((await event).object.metadata.name).toBe("during");
  expect((await events.next()).value.object.metadata.name).toBe("later");
  watch.destroy();
});

it("lets every message take the link's time, in drill time", async () => {
  const gate = new TestGate();
  const delays: number[] = [];
  gate.become({ kind: "open", delay: (bytes) => (delays.push(bytes), 2000) });
  cluster = await startTestCluster({ gate, speed: 100 });
  const before = cluster.clock.now();
  expect((await ask(cluster.endpoint, "/healthz")).text).toBe("ok");
  // A TLS handshake and a request: two times there and back.
  expect(cluster.clock.now() - before).toBeGreaterThanOrEqual(4 * 2000);
  expect(Math.max(...delays)).toBeGreaterThan(100);
});

it("delivers large answers whole over a slow link", async () => {
  const gate = new TestGate();
  gate.become({ kind: "open", delay: (bytes) => bytes / 10_000 });
  cluster = await startTestCluster({ gate, speed: 100 });
  const data = { a: "x".repeat(900_000) };
  cluster.api.create(
    "configmaps",
    "default",
    { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "large" }, data },
    { caller: tester },
  );
  const { json } = await ask(cluster.endpoint, "/api/v1/namespaces/default/configmaps/large");
  expect(json.data.a).toHaveLength(900_000);
});

it("does not outlive clients that give up while the link is silent", async () => {
  const gate = new TestGate();
  cluster = await startTestCluster({ gate });
  gate.become({ kind: "silent" });
  const controller = new AbortController();
  const answer = fetch(`${cluster.endpoint.url}/healthz`, { signal: controller.signal });
  controller.abort();
  await expect(answer).rejects.toThrow();
  gate.become(openLink);
  expect((await ask(cluster.endpoint, "/healthz")).text).toBe("ok");
});
