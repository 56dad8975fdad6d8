import { describe, expect, test } from "vitest";
import { configMap, deployment, kubectl, kubelet, pod, refusal, startApi } from "./testing/api.ts";

const caller = kubectl;

function bound() {
  const started = startApi();
  started.api.create("pods", "default", pod("web"), { caller });
  const binding = {
    apiVersion: "v1",
    kind: "Binding",
    metadata: { name: "web" },
    target: { kind: "Node", name: "n1" },
  };
  started.api.create("pods", "default", binding, { caller, subresource: "binding" });
  return started;
}

describe("deleting a pod", () => {
  test("that has no node removes it at once", () => {
    const { api } = startApi();
    api.create("pods", "default", pod("web"), { caller });
    const last = api.delete("pods", "default", "web", { caller });
    expect(last.metadata.deletionGracePeriodSeconds).toBe(0);
    expect(api.find("pods", "default", "web")).toBeUndefined();
  });

  test("that has a node gives it its grace period, and the kubelet's deletion ends it", () => {
    const { api } = bound();
    const events: string[] = [];
    api.watch("pods", { resourceVersion: api.list("pods").resourceVersion }, ({ type }) => events.push(type));
    const marked = api.delete("pods", "default", "web", { caller });
    expect(marked.metadata).toMatchObject({
      deletionTimestamp: "2026-01-05T09:00:30Z",
      deletionGracePeriodSeconds: 30,
      generation: 2,
    });
    expect(api.get("pods", "default", "web")).toBe(marked);
    api.delete("pods", "default", "web", { caller: kubelet, gracePeriodSeconds: 0 });
    expect(api.find("pods", "default", "web")).toBeUndefined();
    expect(events).toEqual(["MODIFIED", "DELETED"]);
  });

  test("again shortens the grace period but does not lengthen it", () => {
    const { api } = bound();
    api.delete("pods", "default", "web", { caller });
    const grace = (gracePeriodSeconds: number) =>
      api.delete("pods", "default", "web", { caller, gracePeriodSeconds }).metadata.deletionGracePeriodSeconds;
    expect(grace(50)).toBe(30);
    expect(grace(5)).toBe(5);
  });
});

describe("deleting any object", () => {
  test("waits for its finalizers and ends with the last of them", () => {
    const { api } = startApi();
    api.create("configmaps", "default", configMap("c", {}, { finalizers: ["shop.example/keep"] }), { caller });
    const marked = api.delete("configmaps", "default", "c", { caller });
    expect(marked.metadata).toMatchObject({ deletionTimestamp: "2026-01-05T09:00:00Z", deletionGracePeriodSeconds: 0 });
    const more = {
      type: "merge",
      body: { metadata: { finalizers: ["shop.example/keep", "shop.example/more"] } },
    } as const;
    expect(refusal(() => api.patch("configmaps", "default", "c", more, { caller })).message).toContain(
      'no new finalizers can be added if the object is being deleted, found new finalizers []string{"shop.example/more"}',
    );
    api.patch("configmaps", "default", "c", { type: "merge", body: { metadata: { finalizers: null } } }, { caller });
    expect(api.find("configmaps", "default", "c")).toBeUndefined();
  });

  test("in the foreground or as an orphan leaves it to the garbage collector", () => {
    const { api } = startApi();
    for (const [name, propagationPolicy, finalizer] of [
      ["a", "Foreground", "foregroundDeletion"],
      ["b", "Orphan", "orphan"],
    ] as const) {
      api.create("deployments.apps", "default", deployment(name), { caller });
      const { metadata } = api.delete("deployments.apps", "default", name, { caller, propagationPolicy });
      expect(metadata).toMatchObject({ finalizers: [finalizer], generation: 2 });
      expect(metadata.deletionTimestamp).toBeDefined();
    }
  });

  test("holds only for the uid and the version that it names", () => {
    const { api } = startApi();
    const { metadata } = api.create("configmaps", "default", configMap("c"), { caller });
    const remove = (preconditions: object) => () => api.delete("configmaps", "default", "c", { caller, preconditions });
    expect(refusal(remove({ uid: "other" })).message).toBe(
      `Operation cannot be fulfilled on ConfigMap "c": the UID in the precondition (other) does not match the UID in record (${metadata.uid}). The object might have been deleted and then recreated`,
    );
    expect(refusal(remove({ resourceVersion: "1" })).code).toBe(409);
    remove({ uid: metadata.uid, resourceVersion: metadata.resourceVersion })();
    expect(api.find("configmaps", "default", "c")).toBeUndefined();
  });

  test("with dryRun leaves it where it is", () => {
    const { api } = startApi();
    const created = api.create("configmaps", "default", configMap("c"), { caller });
    api.delete("configmaps", "default", "c", { caller, dryRun: true });
    expect(api.get("configmaps", "default", "c")).toBe(created);
  });
});

describe("a namespace", () => {
  test("stays, terminating, until its own finalizer is taken through /finalize", () => {
    const { api } = startApi();
    const body = { apiVersion: "v1", kind: "Namespace", metadata: { name: "shop" } };
    expect(api.create("namespaces", undefined, body, { caller })).toMatchObject({
      metadata: { labels: { "kubernetes.io/metadata.name": "shop" } },
      spec: { finalizers: ["kubernetes"] },
      status: { phase: "Active" },
    });
    const marked = api.delete("namespaces", undefined, "shop", { caller });
    expect(marked["status"].phase).toBe("Terminating");
    api.update("namespaces", undefined, "shop", { ...marked, spec: {} }, { caller, subresource: "finalize" });
    expect(api.find("namespaces", undefined, "shop")).toBeUndefined();
  });

  test("of the system cannot be deleted", () => {
    const { api } = startApi();
    expect(refusal(() => api.delete("namespaces", undefined, "kube-system", { caller })).message).toBe(
      'namespaces "kube-system" is forbidden: this namespace may not be deleted',
    );
  });
});

describe("a pod's subresources", () => {
  test("binding sets the node once", () => {
    const { api } = bound();
    const stored = api.get("pods", "default", "web");
    expect(stored["spec"].nodeName).toBe("n1");
    expect(stored["status"].conditions).toMatchObject([{ type: "PodScheduled", status: "True" }]);
    const again = {
      apiVersion: "v1",
      kind: "Binding",
      metadata: { name: "web" },
      target: { kind: "Node", name: "n2" },
    };
    expect(refusal(() => api.create("pods", "default", again, { caller, subresource: "binding" })).message).toBe(
      'Operation cannot be fulfilled on pods/binding "web": pod web is already assigned to node "n1"',
    );
  });

  test("eviction spends the disruption budget and is refused when it is spent", () => {
    const { api } = bound();
    const eviction = { apiVersion: "policy/v1", kind: "Eviction", metadata: { name: "web" } };
    const become = (ready: "True" | "False") => {
      const body = { status: { phase: "Running", conditions: [{ type: "Ready", status: ready }] } };
      api.patch("pods", "default", "web", { type: "merge", body }, { caller, subresource: "status" });
    };
    become("True");
    const budget = {
      apiVersion: "policy/v1",
      kind: "PodDisruptionBudget",
      metadata: { name: "web" },
      spec: { minAvailable: 1, selector: { matchLabels: { app: "web" } } },
    };
    api.create("poddisruptionbudgets.policy", "default", budget, { caller });
    const allow = (disruptionsAllowed: number) =>
      api.patch(
        "poddisruptionbudgets.policy",
        "default",
        "web",
        {
          type: "merge",
          body: { status: { observedGeneration: 1, disruptionsAllowed, desiredHealthy: 1, currentHealthy: 1 } },
        },
        { caller, subresource: "status" },
      );
    const evict = (dryRun = false) =>
      api.create("pods", "default", eviction, { caller, subresource: "eviction", dryRun });
    expect(refusal(() => evict())).toMatchObject({
      code: 429,
      details: {
        causes: [{ message: "The disruption budget web is still being processed by the server." }],
        retryAfterSeconds: 10,
      },
    });
    allow(0);
    // As long as enough others are healthy, one that is not ready may go.
    become("False");
    expect(evict(true)).toMatchObject({ status: "Success" });
    become("True");
    expect(refusal(() => api.create("pods", "default", eviction, { caller, subresource: "eviction" }))).toMatchObject({
      code: 429,
      reason: "TooManyRequests",
      message: "Cannot evict pod as it would violate the pod's disruption budget.",
      details: { causes: [{ message: "The disruption budget web needs 1 healthy pods and has 1 currently" }] },
    });
    allow(1);
    api.create("pods", "default", eviction, { caller, subresource: "eviction" });
    expect(api.get("pods", "default", "web").metadata.deletionTimestamp).toBeDefined();
    expect(api.get("pods", "default", "web")["status"].conditions).toContainEqual(
      expect.objectContaining({ type: "DisruptionTarget", reason: "EvictionByEvictionAPI" }),
    );
    expect(api.get("poddisruptionbudgets.policy", "default", "web")["status"].disruptionsAllowed).toBe(0);
  });
});
