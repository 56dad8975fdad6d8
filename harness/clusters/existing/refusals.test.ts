import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { KubernetesObject } from "../kubernetes.ts";
import { demoSpec } from "../testing/demo-spec.ts";
import type { WorldSpec } from "../world.ts";
import { existingDriver } from "./driver.ts";
import { startTeam, type Team } from "./testing/team.ts";

let team: Team;
beforeAll(async () => {
  team = await startTeam();
});
afterAll(() => team[Symbol.asyncDispose]());

const survey = async (allow: readonly string[], spec = demoSpec()) =>
  existingDriver({ KUBECONFIG: team.kubeconfig }, { allow }).survey!(spec);
const both = ["prod-eu-1", "us"];
const withObjects = (...objects: readonly KubernetesObject[]): WorldSpec => {
  const spec = demoSpec();
  const manifests = { ...spec.application.manifests, us: [...spec.application.manifests["us"]!, ...objects] };
  return { ...spec, application: { ...spec.application, manifests } };
};
const namespacesOf = async () =>
  (await team.world.clusters.get("us")!.observer.list("namespaces")).map(({ metadata }) => metadata.name);

describe("a look at clusters of others", () => {
  test("finds nothing wrong where both contexts are allowed, and says what would be done, and does none of it", async () => {
    const before = await namespacesOf();
    const { problems, touches, abilities } = await survey(both);
    expect(problems).toEqual([]);
    expect([...abilities].sort()).toEqual(["api-cut", "audit", "link-shaping", "region-links", "traffic-weights"]);
    expect(touches).toContainEqual({
      context: "prod-eu-1",
      verbs: "create, patch",
      resource: "deployments.apps",
      namespace: "drill-contract",
      name: "web",
      why: "the application",
    });
    expect(await namespacesOf()).toEqual(before);
  });

  test("goes nowhere when a context is not allowed by name, and names each", async () => {
    const { problems, touches } = await survey(["us"]);
    expect(problems).toEqual([
      "cluster eu: context prod-eu-1 is not allowed; add --allow-context prod-eu-1, or --allow-context eu=CONTEXT",
    ]);
    expect(new Set(touches.map(({ context }) => context))).toEqual(new Set(["us"]));
  });

  test("does not take a context for allowed that is another cluster's", async () => {
    const { problems } = await survey(["us=prod-eu-1", "us"]);
    expect(problems).toEqual([expect.stringContaining("cluster eu: context prod-eu-1 is not allowed")]);
  });

  test("knows when a context does not exist, and when two are one cluster", async () => {
    expect((await survey(["prod-eu-1", "us=mars"])).problems).toEqual([
      `cluster us: ${team.kubeconfig} has no context mars; it has prod-eu-1, us`,
    ]);
    expect((await survey(["prod-eu-1", "us=prod-eu-1"])).problems).toEqual([
      expect.stringMatching(/^clusters eu and us are one: https:\/\/127\.0\.0\.1:\d+$/),
    ]);
  });

  test("names every object that would be felt outside the drill's namespace", async () => {
    const spec = { rules: [{ host: "shop.example" }] };
    const { problems } = await survey(
      both,
      withObjects(
        { apiVersion: "networking.k8s.io/v1", kind: "Ingress", metadata: { name: "shop" }, spec },
        { apiVersion: "rbac.authorization.k8s.io/v1", kind: "ClusterRole", metadata: { name: "all" }, rules: [] },
        { apiVersion: "v1", kind: "Service", metadata: { name: "door" }, spec: { type: "NodePort" } },
        { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "far", namespace: "kube-system" } },
        { apiVersion: "acme.example/v1", kind: "Gadget", metadata: { name: "one" } },
      ),
    );
    const at = "cluster us (context us):";
    expect(problems).toEqual([
      `${at} Ingress shop cannot be part of a drill: it would take hosts or ports of the cluster`,
      `${at} ClusterRole all cannot be part of a drill: it belongs to the whole cluster`,
      `${at} Service door cannot be part of a drill: a service of type NodePort is seen outside the cluster`,
      `${at} ConfigMap far cannot be part of a drill: it is in namespace kube-system`,
      `${at} Gadget one cannot be part of a drill: the cluster does not know its kind`,
    ]);
  });

  test("says of an API server that is away that it is, and of a kubeconfig that is missing", async () => {
    const away = join(team.folder, "away");
    const cluster = { server: "https://127.0.0.1:9" };
    const config = {
      clusters: [{ name: "c", cluster }],
      contexts: [{ name: "prod-eu-1", context: { cluster: "c" } }],
      users: [],
    };
    writeFileSync(away, JSON.stringify(config));
    const eu = { ...demoSpec(), clusters: demoSpec().clusters.slice(0, 1) };
    expect((await existingDriver({ KUBECONFIG: away }, { allow: both }).survey!(eu)).problems).toEqual([
      "cluster eu (context prod-eu-1): the API server of prod-eu-1 cannot be reached: connect ECONNREFUSED 127.0.0.1:9",
    ]);
    await expect(existingDriver({ KUBECONFIG: "/nowhere" }, { allow: both }).survey!(eu)).rejects.toThrow(
      "cannot read the kubeconfig /nowhere: ENOENT",
    );
  });

  test("is also taken before anything is made, whoever starts the drill", async () => {
    const host = {
      clock: { now: () => 0 } as never,
      folder: team.folder,
      ledger: { record: () => expect.unreachable("nothing is made") },
      signal: new AbortController().signal,
    };
    const start = existingDriver({ KUBECONFIG: team.kubeconfig }, { allow: ["us"] }).start(demoSpec(), host);
    await expect(start).rejects.toThrow("cluster eu: context prod-eu-1 is not allowed");
  });
});
