import { describe, expect, test } from "vitest";
import { fc } from "../../../base/testing/properties.ts";
import type { KubernetesObject } from "../../kubernetes.ts";
import { configMap, kubectl, pod, refusal, startApi } from "./testing/api.ts";
import type { ApiServer, WatchEvent, WatchRequest } from "./verbs.ts";

const caller = kubectl;

/** One write of a random history over a few names. */
const write = fc.record({
  verb: fc.constantFrom("create", "update", "delete"),
  namespace: fc.constantFrom("default", "kube-system"),
  name: fc.constantFrom("a", "b", "c"),
  label: fc.constantFrom("blue", "green"),
  value: fc.nat(2),
});
type Write = typeof write extends fc.Arbitrary<infer T> ? T : never;

function apply(api: ApiServer, { verb, namespace, name, label, value }: Write): void {
  const body = configMap(name, { value: String(value) }, { labels: { label } });
  const exists = api.find("configmaps", namespace, name) !== undefined;
  if (verb === "create" && !exists) api.create("configmaps", namespace, body, { caller });
  if (verb === "update" && exists) api.update("configmaps", namespace, name, body, { caller });
  if (verb === "delete" && exists) api.delete("configmaps", namespace, name, { caller });
}

/** What a client holds that began with a list and follows a watch. */
class Cache {
  readonly objects = new Map<string, KubernetesObject>();

  constructor(items: readonly KubernetesObject[] = []) {
    for (const item of items) this.objects.set(key(item), item);
  }

  take({ type, object }: WatchEvent): void {
    expect(this.objects.has(key(object)), `${type} ${key(object)}`).toBe(type !== "ADDED");
    if (type === "DELETED") this.objects.delete(key(object));
    else this.objects.set(key(object), object);
  }

  get content(): readonly KubernetesObject[] {
    return [...this.objects.keys()].sort().map((name) => this.objects.get(name)!);
  }
}

function key({ metadata }: KubernetesObject): string {
  return `${metadata.namespace}/${metadata.name}`;
}

const scopes: readonly WatchRequest[] = [
  {},
  { namespace: "default" },
  { labelSelector: "label=blue" },
  { labelSelector: "label!=blue", namespace: "kube-system" },
  { fieldSelector: "metadata.name=a" },
];

describe("a watch", () => {
  test("from any version that is held gives, on top of the list at that version, what a list gives now", () => {
    fc.assert(
      fc.property(
        fc.array(write, { maxLength: 40 }),
        fc.nat(40),
        fc.constantFrom(...scopes),
        (history, split, scope) => {
          const { api } = startApi();
          for (const step of history.slice(0, split)) apply(api, step);
          const { items, resourceVersion } = api.list("configmaps", scope);
          const live = new Cache(items);
          api.watch("configmaps", { ...scope, resourceVersion }, (event) => live.take(event));
          for (const step of history.slice(split)) apply(api, step);
          const replayed = new Cache(items);
          api.watch("configmaps", { ...scope, resourceVersion }, (event) => replayed.take(event)).stop();
          const now = api.list("configmaps", scope).items;
          expect(live.content).toEqual(now);
          expect(replayed.content).toEqual(now);
        },
      ),
    );
  });

  test("without a version begins with an ADDED for everything that exists", () => {
    const { api } = startApi();
    for (const name of ["b", "a"]) api.create("configmaps", "default", configMap(name), { caller });
    for (const resourceVersion of [undefined, "0"]) {
      const seen: string[] = [];
      api
        .watch("configmaps", { resourceVersion }, ({ type, object }) => seen.push(`${type} ${object.metadata.name}`))
        .stop();
      expect(seen).toEqual(["ADDED a", "ADDED b"]);
    }
  });

  test("under a selector reports what begins to match as ADDED and what ceases to as DELETED, under the new version", () => {
    const { api } = startApi();
    api.create("configmaps", "default", configMap("c", {}, { labels: { track: "canary" } }), { caller });
    const seen: WatchEvent[] = [];
    const { resourceVersion } = api.list("configmaps");
    api.watch("configmaps", { labelSelector: "track=stable", resourceVersion }, (event) => seen.push(event));
    const label = (track: string) =>
      api.patch("configmaps", "default", "c", { type: "merge", body: { metadata: { labels: { track } } } }, { caller });
    const entered = label("stable");
    const left = label("canary");
    expect(seen.map(({ type }) => type)).toEqual(["ADDED", "DELETED"]);
    expect(seen[0]!.object).toBe(entered);
    expect(seen[1]!.object.metadata.labels).toEqual({ track: "stable" });
    expect(seen[1]!.object.metadata.resourceVersion).toBe(left.metadata.resourceVersion);
  });

  test("reports a removal under a version of its own", () => {
    const { api } = startApi();
    const created = api.create("configmaps", "default", configMap("c"), { caller });
    const seen: WatchEvent[] = [];
    api.watch("configmaps", { resourceVersion: created.metadata.resourceVersion }, (event) => seen.push(event));
    api.delete("configmaps", "default", "c", { caller });
    expect(seen[0]).toMatchObject({ type: "DELETED", object: { metadata: { name: "c" } } });
    expect(Number(seen[0]!.object.metadata.resourceVersion)).toBeGreaterThan(Number(created.metadata.resourceVersion));
  });

  test("reports nothing after it was stopped", () => {
    const { api } = startApi();
    const seen: WatchEvent[] = [];
    const watch = api.watch("configmaps", {}, (event) => seen.push(event));
    watch.stop();
    watch.stop();
    api.create("configmaps", "default", configMap("c"), { caller });
    expect(seen).toEqual([]);
  });

  test("from a version that is no longer held is refused with 410", () => {
    const { api } = startApi();
    const { resourceVersion } = api.create("configmaps", "default", configMap("c"), { caller }).metadata;
    api.create("configmaps", "default", configMap("d"), { caller });
    api.compact();
    const error = refusal(() => api.watch("configmaps", { resourceVersion }, () => undefined));
    expect([error.code, error.reason]).toEqual([410, "Expired"]);
    expect(error.message).toMatch(/^too old resource version: \d+ \(\d+\)$/);
  });
});

describe("a list", () => {
  test("is in the order of namespace and name", () => {
    const { api } = startApi();
    for (const [namespace, name] of [
      ["kube-system", "a"],
      ["default", "z"],
      ["default", "b"],
    ] as const)
      api.create("configmaps", namespace, configMap(name), { caller });
    expect(api.list("configmaps").items.map(key)).toEqual(["default/b", "default/z", "kube-system/a"]);
  });

  test("in pages is one snapshot, whatever is written between them", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), fc.array(write, { maxLength: 20 }), (limit, between) => {
        const { api } = startApi();
        for (let i = 0; i < 9; i++) api.create("configmaps", "default", configMap(`m${i}`), { caller });
        const { items, resourceVersion } = api.list("configmaps");
        const paged: KubernetesObject[] = [];
        let page = api.list("configmaps", { limit });
        for (;;) {
          paged.push(...page.items);
          expect(page.resourceVersion).toBe(resourceVersion);
          if (page.continue === undefined) break;
          expect(page.remainingItemCount).toBe(items.length - paged.length);
          for (const step of between) apply(api, step);
          page = api.list("configmaps", { limit, continue: page.continue });
        }
        expect(paged).toEqual(items);
      }),
    );
  });

  test("that was given up answers its next page with 410, and a token from elsewhere with 400", () => {
    const { api } = startApi();
    for (const name of ["a", "b"]) api.create("configmaps", "default", configMap(name), { caller });
    const { continue: token } = api.list("configmaps", { limit: 1 });
    api.compact();
    expect(refusal(() => api.list("configmaps", { limit: 1, continue: token })).reason).toBe("Expired");
    expect(refusal(() => api.list("configmaps", { limit: 1, continue: "nonsense" })).code).toBe(400);
  });

  test("selects pods by node and phase, and refuses a field that the kind does not offer", () => {
    const { api } = startApi();
    api.create("pods", "default", pod("a", { nodeName: "n1" }), { caller });
    api.create("pods", "default", pod("b", { nodeName: "n2" }), { caller });
    const names = (fieldSelector: string) =>
      api.list("pods", { fieldSelector }).items.map(({ metadata }) => metadata.name);
    expect(names("spec.nodeName=n1")).toEqual(["a"]);
    expect(names("spec.nodeName!=n1,status.phase=Pending")).toEqual(["b"]);
    expect(refusal(() => names("spec.image=x")).message).toBe("field label not supported: spec.image");
  });
});

test("the same list asked again follows every change in between", () => {
  const { api } = startApi();
  const names = () => api.list("configmaps", { labelSelector: "label=blue" }).items.map(key);
  api.create("configmaps", "default", configMap("a", {}, { labels: { label: "blue" } }), { caller });
  expect([names(), names()]).toEqual([["default/a"], ["default/a"]]);
  api.create("configmaps", "default", configMap("b", {}, { labels: { label: "blue" } }), { caller });
  expect(names()).toEqual(["default/a", "default/b"]);
  api.patch(
    "configmaps",
    "default",
    "a",
    { type: "merge", body: { metadata: { labels: { label: "red" } } } },
    { caller },
  );
  expect(names()).toEqual(["default/b"]);
  api.delete("configmaps", "default", "b", { caller });
  expect(names()).toEqual([]);
});
