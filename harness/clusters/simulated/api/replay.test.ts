import { expect, test } from "vitest";
import { fc } from "../../../base/testing/properties.ts";
import { Random } from "../../../base/random.ts";
import { VirtualClock } from "../../../base/virtual-clock.ts";
import { createApiServer } from "./api-server.ts";
import type { Caller, WatchEvent } from "./verbs.ts";

const caller: Caller = { user: { name: "tester", groups: ["system:masters"] }, userAgent: "test/1" };
const names = ["a", "b", "c"];

const write = fc.record({
  name: fc.constantFrom(...names),
  verb: fc.constantFrom("put", "put", "put", "delete"),
  tier: fc.constantFrom("web", "data"),
});
type Write = typeof write extends fc.Arbitrary<infer T> ? T : never;

function perform(api: ReturnType<typeof createApiServer>, { name, verb, tier }: Write, count: number): void {
  const found = api.find("configmaps", "default", name);
  if (verb === "delete") {
    if (found !== undefined) api.delete("configmaps", "default", name, { caller });
    return;
  }
  const metadata = { name, labels: { tier } };
  const body = { apiVersion: "v1", kind: "ConfigMap", metadata, data: { count: String(count) } };
  if (found === undefined) api.create("configmaps", "default", body, { caller });
  else api.update("configmaps", "default", name, body, { caller });
}

const told = ({ type, object }: WatchEvent) => `${type} ${object.metadata.name} ${object.metadata.resourceVersion}`;

function record(writes: readonly Write[]) {
  const api = createApiServer({ clock: new VirtualClock(), random: new Random(1) });
  const start = api.list("configmaps").resourceVersion;
  const recorded: WatchEvent[] = [];
  const scope = { namespace: "default", labelSelector: "tier=web" };
  api.watch("configmaps", { ...scope, resourceVersion: start }, (event) => recorded.push(event));
  const versions = [start, ...writes.map((one, i) => (perform(api, one, i), api.list("configmaps").resourceVersion))];
  return { api, scope, recorded, versions };
}

test("a watch from any version still held replays what a watch saw that was there, and a compacted one is told so", () => {
  fc.assert(
    fc.property(fc.array(write, { maxLength: 25 }), (writes) => {
      const { api, scope, recorded, versions } = record(writes);
      for (const version of versions) {
        const replayed: string[] = [];
        api.watch("configmaps", { ...scope, resourceVersion: version }, (event) => replayed.push(told(event))).stop();
        const after = recorded.filter(({ object }) => Number(object.metadata.resourceVersion) > Number(version));
        expect(replayed).toEqual(after.map(told));
      }
      api.compact();
      const [oldest, newest] = [versions[0]!, versions.at(-1)!];
      const watchFrom = (resourceVersion: string) => api.watch("configmaps", { resourceVersion }, () => undefined);
      expect(watchFrom(newest).stop).toBeTypeOf("function");
      if (oldest !== newest) expect(() => watchFrom(oldest)).toThrow(expect.objectContaining({ code: 410 }));
    }),
    { numRuns: 40 },
  );
});

test("a list that is read page by page shows one moment, whatever is written between the pages", () => {
  fc.assert(
    fc.property(fc.array(write, { maxLength: 15 }), fc.array(write, { maxLength: 15 }), (before, between) => {
      const { api } = record(before);
      const whole = api.list("configmaps");
      const items: string[] = [];
      let page = api.list("configmaps", { limit: 1 });
      items.push(...page.items.map(({ metadata }) => metadata.name));
      for (const [i, one] of between.entries()) {
        perform(api, one, 100 + i);
        if (page.continue === undefined) break;
        page = api.list("configmaps", { limit: 1, continue: page.continue });
        expect(page.resourceVersion).toBe(whole.resourceVersion);
        items.push(...page.items.map(({ metadata }) => metadata.name));
      }
      expect(items).toEqual(whole.items.slice(0, items.length).map(({ metadata }) => metadata.name));
      if (page.continue === undefined) return;
      api.compact();
      const rest = page.continue;
      expect(() => api.list("configmaps", { continue: rest })).toThrow(expect.objectContaining({ code: 410 }));
    }),
    { numRuns: 40 },
  );
});
