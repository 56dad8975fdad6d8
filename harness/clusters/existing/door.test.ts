import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientPath } from "../../../fixtures/clients/kubectl.ts";
import { RealClock } from "../../base/real-clock.ts";
import { until } from "../../base/until.ts";
import type { Cluster, World } from "../driver.ts";
import { forgetfulLedger } from "../forgetful-ledger.ts";
import { Connection } from "../remote/connection.ts";
import { demoSpec } from "../testing/demo-spec.ts";
import { DoorWrites } from "./door-writes.ts";
import { openDoor } from "./door.ts";
import { startTeam, type Team } from "./testing/team.ts";

const clock = new RealClock();
const { signal } = new AbortController();
const spec = { ...demoSpec(), runId: "door" };
const namespace = "drill-door";

let team: Team;
let world: World;
let eu: Cluster;
let kubeconfig: string;
beforeAll(async () => {
  team = await startTeam();
  world = await team.driver.start(spec, { clock, folder: team.folder, ledger: forgetfulLedger, signal });
  eu = world.clusters.get("eu")!;
  kubeconfig = await world.kubeconfig();
  const pod = { terminationGracePeriodSeconds: 1, containers: [{ name: "web", image: "registry.test/web:v1" }] };
  for (const name of ["one", "two"])
    await eu.observer.create("pods", namespace, { apiVersion: "v1", kind: "Pod", metadata: { name }, spec: pod });
  const ready = async () => {
    const pods = await eu.observer.list("pods", namespace);
    return pods.every(({ status }) => status?.containerStatuses?.[0]?.ready === true) ? true : undefined;
  };
  await until(ready, { clock, every: 200, deadline: clock.now() + 15_000, signal });
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
  await team[Symbol.asyncDispose]();
});

const kubectl = (...args: readonly string[]) =>
  execa(clientPath("1.34"), ["--context", "prod-eu-1", ...args], { env: { KUBECONFIG: kubeconfig }, reject: false });

describe("the procedure's way to a cluster of others", () => {
  test("leads kubectl into the drill's namespace, streams and watches included", async () => {
    expect((await kubectl("get", "pods", "--output=name")).stdout).toBe("pod/one\npod/two");
    expect((await kubectl("exec", "one", "--", "echo", "through the door")).stdout).toBe("through the door");
    const waited = await kubectl("wait", "pod/one", "--for=condition=Ready", "--timeout=10s");
    expect(waited.stdout).toBe("pod/one condition met");
  });

  test("ends at the namespace's edge", async () => {
    const { stderr, exitCode } = await kubectl("--namespace", "kube-system", "get", "pods");
    expect(exitCode).toBe(1);
    expect(stderr).toContain(
      `User "system:serviceaccount:${namespace}:drill-procedure" cannot list resource "pods" in API group "" in the namespace "kube-system"`,
    );
    expect((await kubectl("delete", "namespace", "default")).stderr).toContain("is forbidden");
  });

  test("is where writes are noted: what they came to, and whether a pod was ready that was deleted", async () => {
    const before = eu.writes!(0).length;
    await kubectl("delete", "pod", "two", "--wait=false");
    await kubectl("create", "configmap", "rehearsal", "--dry-run=server");
    await kubectl("delete", "configmap", "nobody");
    expect(eu.writes!(before)).toEqual([
      expect.objectContaining({
        verb: "delete",
        resource: "pods",
        namespace,
        name: "two",
        code: 200,
        podWasReady: true,
      }),
      expect.objectContaining({ verb: "delete", resource: "configmaps", name: "nobody", code: 404 }),
    ]);
  });

  test("breaks the connection when the server is away, and makes up no answer", async () => {
    const server = "https://127.0.0.1:9";
    const gate = {
      condition: () => ({ kind: "open", delay: () => 0 }) as const,
      onChange: () => ({ stop: () => undefined }),
    };
    const writes = new DoorWrites(eu.observer, server);
    const far = { context: "far", cluster: { server }, user: {} };
    await using door = await openDoor({ cluster: "far", team: far, clock, gate, writes });
    const entry = { context: "far", cluster: { server: door.server, "insecure-skip-tls-verify": true }, user: {} };
    using connection = new Connection({ kubeconfig: entry, context: "far", userAgent: "test", deadline: 5_000 });
    const sent = connection.send({ method: "DELETE", path: "/api/v1/namespaces/shop/pods/web" });
    await expect(sent).rejects.toThrow("the API server of far cannot be reached: socket hang up");
    // Nobody knows what it did.
    expect(writes.after(0)).toMatchObject([
      { verb: "delete", resource: "pods", namespace: "shop", name: "web", code: 0 },
    ]);
  });
});
