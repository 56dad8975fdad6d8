import { describe, expect, test } from "vitest";
import { fc } from "../../../base/testing/properties.ts";
import { configMap, deployment, kubectl, refusal, startApi } from "./testing/api.ts";

const caller = kubectl;

describe("updating an object", () => {
  test("that changes nothing keeps the version and tells no watcher", () => {
    const { api } = startApi();
    const created = api.create("deployments.apps", "default", deployment("web"), { caller });
    const seen: string[] = [];
    api.watch("deployments.apps", { resourceVersion: created.metadata.resourceVersion }, ({ type }) => seen.push(type));
    const again = api.update("deployments.apps", "default", "web", structuredClone(created), { caller });
    expect(again).toBe(created);
    expect(
      api.patch("deployments.apps", "default", "web", { type: "merge", body: { spec: { replicas: 1 } } }, { caller }),
    ).toBe(created);
    expect(seen).toEqual([]);
  });

  test("counts the generation up when the specification changes, and for a Deployment when annotations do", () => {
    const { api } = startApi();
    api.create("deployments.apps", "default", deployment("web"), { caller });
    const generation = (body: object) =>
      api.patch("deployments.apps", "default", "web", { type: "merge", body: body as never }, { caller }).metadata
        .generation;
    expect(generation({ metadata: { labels: { a: "b" } } })).toBe(1);
    expect(generation({ spec: { replicas: 3 } })).toBe(2);
    expect(generation({ metadata: { annotations: { a: "b" } } })).toBe(3);
  });

  test("cannot delete it", () => {
    const { api } = startApi();
    api.create("configmaps", "default", configMap("c", {}), { caller });
    const body = { metadata: { deletionTimestamp: "2026-01-01T00:00:00Z" } };
    expect(
      refusal(() => api.patch("configmaps", "default", "c", { type: "merge", body: body as never }, { caller }))
        .message,
    ).toBe(
      'ConfigMap "c" is invalid: metadata.deletionTimestamp: Invalid value: "2026-01-01T00:00:00Z": field is immutable',
    );
  });

  test("is refused when the version that it names is not the newest", () => {
    const { api } = startApi();
    const first = api.create("configmaps", "default", configMap("c", { n: "0" }), { caller });
    api.update("configmaps", "default", "c", { ...first, data: { n: "1" } }, { caller });
    expect(
      refusal(() => api.update("configmaps", "default", "c", { ...first, data: { n: "2" } }, { caller })),
    ).toMatchObject({
      code: 409,
      reason: "Conflict",
      message:
        'Operation cannot be fulfilled on configmaps "c": the object has been modified; please apply your changes to the latest version and try again',
    });
    const { resourceVersion } = first.metadata;
    const patch = {
      type: "merge",
      body: { metadata: { resourceVersion: resourceVersion! }, data: { n: "3" } },
    } as const;
    expect(refusal(() => api.patch("configmaps", "default", "c", patch, { caller })).reason).toBe("Conflict");
    expect(api.get("configmaps", "default", "c")["data"]).toEqual({ n: "1" });
  });

  test("loses nobody's increment, however many take turns, as long as each names the version it read", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(3), { maxLength: 60 }), (turns) => {
        const { api } = startApi();
        api.create("configmaps", "default", configMap("counter", { n: "0" }), { caller });
        const read = new Map<number, ReturnType<typeof api.get>>();
        let stored = 0;
        for (const who of turns) {
          const known = read.get(who);
          read.delete(who);
          if (known === undefined) {
            read.set(who, api.get("configmaps", "default", "counter"));
            continue;
          }
          try {
            const next = { ...known, data: { n: String(Number(known["data"].n) + 1) } };
            api.update("configmaps", "default", "counter", next, { caller });
            stored++;
          } catch {
            // The turn is lost, not the count: the writer has to read again.
          }
        }
        expect(api.get("configmaps", "default", "counter")["data"].n).toBe(String(stored));
      }),
    );
  });

  test("keeps what belongs to the server, whatever the body says", () => {
    const { api } = startApi();
    const created = api.create("deployments.apps", "default", deployment("web"), { caller });
    const forged = {
      ...created,
      metadata: {
        ...created.metadata,
        creationTimestamp: "2020-01-01T00:00:00Z",
        generation: 99,
      },
      status: { replicas: 99 },
    };
    const { metadata, status } = api.update("deployments.apps", "default", "web", forged, { caller });
    expect(metadata).toMatchObject({ creationTimestamp: created.metadata.creationTimestamp, generation: 1 });
    expect(status).toEqual({});
  });

  test("through /status changes the status alone", () => {
    const { api } = startApi();
    const created = api.create("deployments.apps", "default", deployment("web"), { caller });
    const next = api.update(
      "deployments.apps",
      "default",
      "web",
      { ...created, spec: { ...created["spec"], replicas: 9 }, status: { replicas: 2, observedGeneration: 1 } },
      { caller, subresource: "status" },
    );
    expect(next["spec"]).toBe(created["spec"]);
    expect(next["status"]).toEqual({ replicas: 2, observedGeneration: 1 });
    expect(next.metadata.generation).toBe(1);
  });

  test("is refused for the wrong uid and for a name that is not the URL's", () => {
    const { api } = startApi();
    const created = api.create("configmaps", "default", configMap("c"), { caller });
    const put = (metadata: object) => () =>
      api.update(
        "configmaps",
        "default",
        "c",
        { ...created, metadata: { ...created.metadata, ...metadata } },
        { caller },
      );
    expect(refusal(put({ uid: "other" })).message).toContain(
      `Precondition failed: UID in precondition: other, UID in object meta: ${created.metadata.uid}`,
    );
    expect(refusal(put({ name: "d" })).message).toBe(
      "the name of the object (d) does not match the name on the URL (c)",
    );
  });

  test("cannot change a selector", () => {
    const { api } = startApi();
    api.create("deployments.apps", "default", deployment("web"), { caller });
    const body = {
      spec: { selector: { matchLabels: { app: "x" } }, template: { metadata: { labels: { app: "x" } } } },
    };
    const error = refusal(() => api.patch("deployments.apps", "default", "web", { type: "merge", body }, { caller }));
    expect(error.message).toBe(
      'Deployment.apps "web" is invalid: spec.selector: Invalid value: {"matchLabels":{"app":"x"}}: field is immutable',
    );
  });

  test("shares what did not change with the version before", () => {
    const { api } = startApi();
    const before = api.create("deployments.apps", "default", deployment("web"), { caller });
    const body = { spec: { template: { spec: { containers: [{ name: "app", image: "shop/api:2" }] } } } };
    const after = api.patch("deployments.apps", "default", "web", { type: "strategic-merge", body }, { caller });
    expect(after["spec"].selector).toBe(before["spec"].selector);
    expect(after["spec"].template).not.toBe(before["spec"].template);
    expect(after["spec"].template.metadata).toBe(before["spec"].template.metadata);
  });
});

describe("/scale", () => {
  test("shows and sets the replicas", () => {
    const { api } = startApi();
    api.create("deployments.apps", "default", deployment("web", { replicas: 2 }), { caller });
    const scale = api.patch(
      "deployments.apps",
      "default",
      "web",
      { type: "merge", body: { spec: { replicas: 5 } } },
      { caller, subresource: "scale" },
    );
    expect(scale).toMatchObject({
      kind: "Scale",
      apiVersion: "autoscaling/v1",
      spec: { replicas: 5 },
      status: { replicas: 0, selector: "app=web" },
    });
    expect(api.get("deployments.apps", "default", "web")).toMatchObject({
      spec: { replicas: 5 },
      metadata: { generation: 2 },
    });
  });

  test("refuses a negative number", () => {
    const { api } = startApi();
    api.create("deployments.apps", "default", deployment("web"), { caller });
    const patch = { type: "merge", body: { spec: { replicas: -1 } } } as const;
    expect(
      refusal(() => api.patch("deployments.apps", "default", "web", patch, { caller, subresource: "scale" })).message,
    ).toBe('Scale.autoscaling "web" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0');
  });
});
