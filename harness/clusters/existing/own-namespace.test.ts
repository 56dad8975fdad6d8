import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { RealClock } from "../../base/real-clock.ts";
import type { KubernetesClient } from "../kubernetes.ts";
import { namespaceLeftovers } from "./leftovers.ts";
import { createNamespace, namespaceRecord } from "./own-namespace.ts";
import { startTeam, type Team } from "./testing/team.ts";

let team: Team;
let client: KubernetesClient;
beforeAll(async () => {
  team = await startTeam();
  client = team.world.clusters.get("us")!.observer;
});
afterAll(() => team[Symbol.asyncDispose]());

const { signal } = new AbortController();
const create = (namespace: string, lines: string[] = []) =>
  createNamespace({
    client,
    namespace,
    runId: "run-1",
    context: "us",
    kubeconfig: team.kubeconfig,
    hasChaos: false,
    clock: new RealClock(),
    signal,
    ledger: {
      record(kind, detail) {
        lines.push(`${kind} ${String(detail["context"])} ${String(detail["namespace"])}`);
        return { strike: () => void lines.push("struck") };
      },
    },
  });
const leftOf = (namespace: string, context = "us", kubeconfig = team.kubeconfig) =>
  namespaceLeftovers[namespaceRecord]!({ kubeconfig, context, namespace, run: "run-1" });
const isThere = async (namespace: string) => (await client.get("namespaces", undefined, namespace)) !== undefined;

describe("the namespace of a run", () => {
  test("is on record before it is there, can be used at once, and is gone when it is disposed of", async () => {
    const lines: string[] = [];
    const own = await create("drill-one", lines);
    expect(lines).toEqual(["existing-namespace us drill-one"]);
    const pod = { containers: [{ name: "a", image: "registry.test/web:v1" }] };
    await client.create("pods", "drill-one", { apiVersion: "v1", kind: "Pod", metadata: { name: "a" }, spec: pod });
    await own[Symbol.asyncDispose]();
    expect(await isThere("drill-one")).toBe(false);
    expect(lines.at(-1)).toBe("struck");
  });

  test("is not taken from somebody who has one of this name, and his stays", async () => {
    await client.create("namespaces", undefined, {
      apiVersion: "v1",
      kind: "Namespace",
      metadata: { name: "drill-taken" },
    });
    await expect(create("drill-taken")).rejects.toThrow('namespaces "drill-taken" already exists');
    expect(await isThere("drill-taken")).toBe(true);
    expect(await leftOf("drill-taken")).toBeUndefined();
  });

  test("that a killed drill left is found and removed by another process", async () => {
    await create("drill-left");
    const left = await leftOf("drill-left");
    expect(left?.what).toBe("namespace drill-left of context us");
    await left!.remove();
    expect(await isThere("drill-left")).toBe(false);
    expect(await leftOf("drill-left")).toBeUndefined();
  });

  test("of which nobody can tell whether it is there counts as left, and why", async () => {
    const gone = await leftOf("drill-gone", "mars");
    await expect(gone!.remove()).rejects.toThrow("has no context mars any more");
    const nowhere = await leftOf("drill-gone", "us", "/nowhere");
    await expect(nowhere!.remove()).rejects.toThrow("cannot read the kubeconfig /nowhere");
  });
});
