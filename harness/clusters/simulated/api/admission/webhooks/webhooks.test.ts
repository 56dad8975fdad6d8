import { describe, expect, test } from "vitest";
import { Random } from "../../../../../base/random.ts";
import { VirtualClock } from "../../../../../base/virtual-clock.ts";
import type { KubernetesObject } from "../../../../kubernetes.ts";
import { createApiServer } from "../../api-server.ts";
import { configMap, kubectl } from "../../testing/api.ts";
import type { WriteOptions } from "../../verbs.ts";
import { throughWebhooks } from "./awaiting.ts";
import type { Outcome, WebhookCall } from "./outcome.ts";

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- reviews as they are sent
type Json = any;

/** An API server whose webhooks are functions of the path and the request under review. */
function start(answer: (path: string, request: Json) => Json) {
  const calls: { path: string; request: Json }[] = [];
  const callWebhook = async ({ url, body }: WebhookCall): Promise<Outcome> => {
    const { pathname } = new URL(url);
    const { request } = JSON.parse(body) as Json;
    calls.push({ path: pathname, request });
    const said = answer(pathname, request);
    if (typeof said === "string") return { kind: "failed", why: said };
    const response = { uid: request.uid, ...said };
    return { kind: "answered", body: { apiVersion: "admission.k8s.io/v1", kind: "AdmissionReview", response } };
  };
  const api = createApiServer({ clock: new VirtualClock(), random: new Random(1), callWebhook });
  const configure = (kind: "Validating" | "Mutating", webhooks: readonly object[]) =>
    api.create(
      `${kind.toLowerCase()}webhookconfigurations.admissionregistration.k8s.io`,
      undefined,
      {
        apiVersion: "admissionregistration.k8s.io/v1",
        kind: `${kind}WebhookConfiguration`,
        metadata: { name: "hooks" },
        webhooks: webhooks.map((webhook) => ({
          name: "maps.example.com",
          clientConfig: { url: "https://hooks/check" },
          rules: [{ apiGroups: [""], apiVersions: ["v1"], operations: ["*"], resources: ["configmaps"] }],
          sideEffects: "None",
          admissionReviewVersions: ["v1"],
          ...webhook,
        })),
      },
      { caller: kubectl },
    );
  const through = <T>(verb: (options: WriteOptions) => T, options: Partial<WriteOptions> = {}) =>
    throughWebhooks({ caller: kubectl, ...options }, verb);
  const create = (body: KubernetesObject, options: Partial<WriteOptions> = {}) =>
    through((settings) => api.create("configmaps", "default", body, settings), options);
  return { api, calls, configure, create, through };
}

const addLabel = (name: string) => (request: Json) => ({
  allowed: true,
  patchType: "JSONPatch",
  patch: Buffer.from(
    JSON.stringify([
      { op: "add", path: "/metadata/labels", value: { ...request.object.metadata.labels, [name]: "yes" } },
    ]),
  ).toString("base64"),
});

describe("A validating webhook", () => {
  test("sees the object that is stored, made-up names included, once.", async () => {
    const { calls, configure, create } = start(() => ({ allowed: true, warnings: ["careful"] }));
    configure("Validating", [{}]);
    const warnings: string[] = [];
    const made = await create(configMap("", {}, { generateName: "a-" }), { warn: (text) => warnings.push(text) });
    expect(warnings).toEqual(["careful"]);
    expect(calls).toHaveLength(1);
    expect(calls[0]!.request.object.metadata).toMatchObject({
      name: made.metadata.name,
      uid: made.metadata.uid,
      creationTimestamp: made.metadata.creationTimestamp,
    });
    expect(calls[0]!.request).toMatchObject({ operation: "CREATE", namespace: "default", dryRun: false });
  });

  test.each<[Json, object]>([
    [
      { allowed: false, status: { message: "not today" } },
      { code: 400, reason: "", message: 'admission webhook "maps.example.com" denied the request: not today' },
    ],
    [
      { allowed: false, status: { code: 409, reason: "Conflict" } },
      { code: 409, message: 'admission webhook "maps.example.com" denied the request: Conflict' },
    ],
    [
      { allowed: false },
      { code: 400, message: 'admission webhook "maps.example.com" denied the request without explanation' },
    ],
    [
      'Post "https://hooks/check?timeout=10s": dial tcp 127.0.0.1:9: connect: connection refused',
      {
        code: 500,
        reason: "InternalError",
        message:
          'Internal error occurred: failed calling webhook "maps.example.com": failed to call webhook: Post "https://hooks/check?timeout=10s": dial tcp 127.0.0.1:9: connect: connection refused',
      },
    ],
    [
      { uid: "other" },
      {
        code: 500,
        message: expect.stringMatching(
          /received invalid webhook response: expected response.uid="[^"]+", got "other"$/,
        ),
      },
    ],
  ])("that answers %j refuses as on a real cluster.", async (answer, refusal) => {
    const { api, configure, create } = start(() => answer);
    configure("Validating", [{}]);
    await expect(create(configMap("a"))).rejects.toMatchObject(refusal);
    expect(api.find("configmaps", "default", "a")).toBeUndefined();
  });

  test("that may fail does not stand in the way when it does.", async () => {
    const { configure, create } = start(() => "down");
    configure("Validating", [{ failurePolicy: "Ignore" }]);
    expect((await create(configMap("a"))).metadata.name).toBe("a");
  });

  test("is asked only about what it chooses.", async () => {
    const { calls, configure, create } = start((_, { name }) => ({ allowed: name !== "b" }));
    configure("Validating", [{ matchConditions: [{ name: "big", expression: "object.data.size == 'big'" }] }]);
    await create(configMap("a", { size: "small" }));
    expect(calls).toEqual([]);
    await expect(create(configMap("b", { size: "big" }))).rejects.toMatchObject({ code: 400 });
    // What is not there cannot be compared, and a condition that fails refuses.
    await expect(create(configMap("c"))).rejects.toMatchObject({
      code: 403,
      message: `configmaps "c" is forbidden: expression 'object.data.size == 'big'' resulted in error: no such key: data`,
    });
  });

  test("is asked again when the object has changed meanwhile, so that no update is lost.", async () => {
    const { api, calls, configure, through } = start(() => {
      const live = api.get("configmaps", "default", "a");
      if (live.metadata.labels === undefined)
        api.patch("configmaps", "default", "a", { type: "merge", body: relabel }, { caller: kubectl, dryRun: false });
      return { allowed: true };
    });
    const relabel = { metadata: { labels: { other: "writer" } } };
    api.create("configmaps", "default", configMap("a", { x: "1" }), { caller: kubectl });
    configure("Validating", [{ matchConditions: [{ name: "data", expression: "object.data.x == '2'" }] }]);
    const patch = { type: "merge", body: { data: { x: "2" } } } as const;
    await through((options) => api.patch("configmaps", "default", "a", patch, options));
    expect(api.get("configmaps", "default", "a")).toMatchObject({
      data: { x: "2" },
      metadata: { labels: { other: "writer" } },
    });
    expect(calls).toHaveLength(2);
  });
});

describe("Mutating webhooks", () => {
  test("change the object one after the other, and those that want to are asked again.", async () => {
    const { calls, configure, create } = start((path, request) => addLabel(path.slice(1))(request));
    configure("Mutating", [
      { name: "a.example.com", clientConfig: { url: "https://hooks/first" }, reinvocationPolicy: "IfNeeded" },
      { name: "b.example.com", clientConfig: { url: "https://hooks/second" } },
    ]);
    const made = await create(configMap("a", { x: "1" }));
    expect(made.metadata.labels).toEqual({ first: "yes", second: "yes" });
    expect(calls.map(({ path }) => path)).toEqual(["/first", "/second", "/first"]);
    expect(JSON.stringify(made.metadata.managedFields)).not.toContain("f:first");
  });

  test("cannot make an invalid object.", async () => {
    const { configure, create } = start(() => addLabel("not a name")({ object: { metadata: {} } }));
    configure("Mutating", [{}]);
    await expect(create(configMap("a"))).rejects.toMatchObject({ code: 422 });
  });
});

test("Where nobody outside can be reached, webhooks are refused connections.", () => {
  const api = createApiServer({ clock: new VirtualClock(), random: new Random(1) });
  expect(() => api.create("configmaps", "default", configMap("a"), { caller: kubectl })).not.toThrow();
});
