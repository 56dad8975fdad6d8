import { expect, test } from "vitest";
import { hashOfValues } from "../../config-hash.ts";
import type { Cluster } from "../../driver.ts";
import { inSmallWorld, namespace, run } from "../testing/small-world.ts";

const versions = {
  good: {
    readsConfig: ["api-config"],
    whenConfig: [
      { key: "MODE", equals: "broken", errors: 1 },
      { key: "MODE", equals: "slow", latency: 400 },
      { key: "MODE", equals: "deaf", ready: false },
    ],
  },
  plain: {},
};

async function configure({ observer }: Cluster, mode: string) {
  if ((await observer.get("configmaps", namespace, "api-config")) !== undefined)
    return observer.patch("configmaps", namespace, "api-config", "merge", { data: { MODE: mode } });
  const metadata = { name: "api-config" };
  const body = { apiVersion: "v1", kind: "ConfigMap", metadata, data: { MODE: mode } };
  return observer.create("configmaps", namespace, body);
}

test("a process reports the configuration that it read when it started, whatever has become of it since", async () => {
  await inSmallWorld({ versions }, async ({ eu }, clock) => {
    await configure(eu, "normal");
    await run(eu, "old", { node: "eu-worker" });
    await clock.sleep(20_000);
    const old = { pod: "old", node: "eu-worker", version: "good", configHash: hashOfValues({ MODE: "normal" }) };
    expect(await eu.processes()).toEqual([old]);

    await configure(eu, "broken");
    await clock.sleep(300_000);
    expect(await eu.processes()).toEqual([old]);
    expect(await eu.offer(10)).toMatchObject({ ok: 10, errors: 0 });

    await run(eu, "new", { node: "eu-worker2" });
    await clock.sleep(20_000);
    const changed = { pod: "new", node: "eu-worker2", version: "good", configHash: hashOfValues({ MODE: "broken" }) };
    expect(await eu.processes()).toEqual([old, changed]);
    expect(changed.configHash).not.toBe(old.configHash);
  });
});

test("a process that reads no configuration reports no hash of one", async () => {
  await inSmallWorld({ versions }, async ({ us }, clock) => {
    await run(us, "one", { version: "plain" });
    await clock.sleep(20_000);
    expect(await us.processes()).toEqual([{ pod: "one", node: "us-worker", version: "plain", configHash: undefined }]);
  });
});

test.each([
  ["broken", { ok: 0, errors: 10, refused: 0 }, [4.5, 5.5]],
  ["slow", { ok: 10, errors: 0, refused: 0 }, [360, 440]],
  ["normal", { ok: 10, errors: 0, refused: 0 }, [4.5, 5.5]],
  ["deaf", { ok: 0, errors: 0, refused: 10 }, undefined],
])("a process that started under the value %s answers as the version says for it", async (mode, outcome, range) => {
  await inSmallWorld({ versions }, async ({ eu }, clock) => {
    await configure(eu, mode);
    await run(eu, "one");
    await clock.sleep(20_000);
    const load = await eu.offer(10);
    expect(load).toMatchObject(outcome);
    expect(load.latencies.filter((ms) => range === undefined || ms < range[0]! || ms > range[1]!)).toEqual([]);
  });
});
