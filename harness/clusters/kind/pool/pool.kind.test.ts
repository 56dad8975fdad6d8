import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { RealClock } from "../../../base/real-clock.ts";
import type { RemoteClient } from "../../remote/client.ts";
import { docker } from "../docker/docker.ts";
import { partImages } from "../images.ts";
import { missingForKind } from "../docker/missing.ts";
import { growPool } from "./grow.ts";
import { lend, takeBack } from "./lend.ts";
import { openCluster } from "./make-cluster.ts";
import { shrinkPool } from "./shrink.ts";
import { PoolFiles, poolNames, type PoolState } from "./state.ts";
import { reportPool } from "./status.ts";

const folder = join(mkdtempSync(join(tmpdir(), "drill-pool-")), "pool");
const files = new PoolFiles(folder);
const { signal } = new AbortController();
const clock = new RealClock();
const notices: string[] = [];
const host = { clock, signal, onNotice: (text: string) => void notices.push(text) };

describe.skipIf((await missingForKind()) !== undefined)("a pool", () => {
  let state: PoolState;
  let node: string;

  beforeAll(async () => {
    const { node: image } = partImages(process.env);
    expect(await growPool({ folder, clusters: 1, nodes: 1, image, clock, signal })).toEqual(["1"]);
    state = files.read()!;
    node = poolNames(state).controlPlane("1");
  });

  afterAll(async () => {
    await shrinkPool(files, () => true);
    expect(files.read()).toBeUndefined();
    const { network } = poolNames(state);
    expect(await docker(["ps", "--all", "--quiet", "--filter", `name=${network}`])).toBe("");
    expect(await docker(["network", "ls", "--quiet", "--filter", `name=${network}`])).toBe("");
    rmSync(join(folder, ".."), { recursive: true, force: true });
  });

  test("knows its cluster as it was made", async () => {
    const { node: image } = partImages(process.env);
    expect(await growPool({ folder, clusters: 1, nodes: 1, image, clock, signal })).toEqual([]);
    expect(await reportPool(folder)).toMatchObject({ clusters: [{ name: "1", nodes: 1, state: "golden" }] });
  });

  test("names what was left on a cluster, and takes it away", async () => {
    await withClient((client) => leaveThings(client, node));
    const [report] = (await reportPool(folder))!.clusters;
    expect(report!.state).toBe("not golden");
    expect(report!.differences).toEqual(
      expect.arrayContaining([
        `nodes ${node}: labels, spec changed`,
        `node ${node}: registry.test/web:v1 left behind`,
        `node ${node}: /etc/containerd/certs.d/registry.test/hosts.toml left behind`,
        "clusterroles.rbac.authorization.k8s.io ops: left behind",
        "namespaces shop: left behind",
        "configmaps default/notes: left behind",
        "deployments.apps default/web: left behind",
      ]),
    );
    expect(await takeBack(files, state, { name: "1", host })).toEqual([]);
    expect((await reportPool(folder))!.clusters).toMatchObject([{ state: "golden", differences: [] }]);
  });

  test("thaws a node", async () => {
    await docker(["pause", node]);
    expect((await reportPool(folder))!.clusters[0]!.differences).toContain(`node ${node} is paused`);
    expect(await takeBack(files, state, { name: "1", host })).toEqual([]);
  });

  test("puts a new cluster in the place of one whose own parts were changed", async () => {
    const before = await uidOfKubeSystem();
    const change = { data: { Corefile: ".:53 {\n  errors\n}\n" } };
    await withClient((client) => client.patch("configmaps", "kube-system", "coredns", "merge", change));
    await takeBack(files, state, { name: "1", host });
    expect(files.read()!.clusters[0]!.condition).toEqual({
      is: "altered",
      differences: ["configmaps kube-system/coredns: data changed"],
    });
    await lend(files, state, { name: "1", run: "test", host, spec: { name: "eu", context: "eu", nodes: 1 } });
    expect(notices).toEqual([
      "cluster 1 of the pool is not as it was made (configmaps kube-system/coredns: data changed): a new one takes its place",
    ]);
    expect(await uidOfKubeSystem()).not.toBe(before);
    expect(await takeBack(files, state, { name: "1", host })).toEqual([]);
  });

  async function withClient<T>(act: (client: RemoteClient) => Promise<T>): Promise<T> {
    using opened = openCluster(files, state, "1");
    return await act(opened.cluster.client);
  }

  function uidOfKubeSystem(): Promise<string | undefined> {
    return withClient(async (client) => (await client.get("namespaces", undefined, "kube-system"))!.metadata.uid);
  }
});

/** What drills and procedures make, and what nobody would look for. */
async function leaveThings(client: RemoteClient, node: string): Promise<void> {
  const rbac = "rbac.authorization.k8s.io";
  await client.create(`clusterroles.${rbac}`, undefined, {
    apiVersion: `${rbac}/v1`,
    kind: "ClusterRole",
    metadata: { name: "ops" },
    rules: [],
  });
  await client.create("namespaces", undefined, { apiVersion: "v1", kind: "Namespace", metadata: { name: "shop" } });
  await client.create("configmaps", "default", { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "notes" } });
  const labels = { app: "web" };
  const pause = (await imagesOf(node)).find((reference) => reference.includes("/pause:"))!;
  await client.create("deployments.apps", "default", {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "web" },
    spec: {
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name: "web", image: pause }] } },
    },
  });
  await client.patch("nodes", undefined, node, "merge", {
    metadata: { labels: { drained: "yes" } },
    spec: { unschedulable: true },
  });
  await docker(["exec", node, "ctr", "--namespace=k8s.io", "images", "tag", pause, "registry.test/web:v1"]);
  const hosts = "/etc/containerd/certs.d/registry.test";
  await docker([
    "exec",
    node,
    "sh",
    "-c",
    `mkdir -p ${hosts} && echo 'server = "http://nowhere"' > ${hosts}/hosts.toml`,
  ]);
}

async function imagesOf(node: string): Promise<readonly string[]> {
  return (await docker(["exec", node, "ctr", "--namespace=k8s.io", "images", "ls", "--quiet"])).split("\n");
}
