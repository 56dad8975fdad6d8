import { expect, test } from "vitest";
import { fc } from "../../../../base/testing/properties.ts";
import { resources } from "../resources.ts";
import type { Mutable } from "../decode.ts";
import { settle } from "../settle.ts";
import { compare } from "./compare.ts";
import { trackUpdate, type ManagedFieldsEntry, type Manager } from "./managed-fields.ts";
import { copyMetadata, hasPending, managersIn, setManagers } from "./managers.ts";
import { areNone, changedParts, entriesOf, trackLater, type Managers } from "./pending-entries.ts";

const { type, zero } = resources["pods"]!;

const text = fc.constantFrom("a", "b", "c");
const condition = fc.record({ type: text, status: text }, { requiredKeys: ["type"] });
const state = fc.record(
  {
    labels: fc.dictionary(text, text),
    finalizers: fc.uniqueArray(text),
    phase: text,
    conditions: fc.uniqueArray(condition, { selector: (item) => item.type }),
    podIP: text,
  },
  { requiredKeys: [] },
);
const write = fc.record({ state, manager: fc.constantFrom("kubelet", "scheduler"), at: fc.nat({ max: 3 }) });

function pod({ labels, finalizers, ...status }: typeof state extends fc.Arbitrary<infer T> ? T : never): Mutable {
  const metadata = { name: "web", ...(labels && { labels }), ...(finalizers && { finalizers }) };
  return { apiVersion: "v1", kind: "Pod", metadata, status };
}

const by = (manager: string): Manager => ({ manager, operation: "Update", apiVersion: "v1", subresource: undefined });
const later = (old: Mutable, next: Mutable, start: Managers, manager: string, now: string) =>
  trackLater({ type, ...changedParts(old, next), start, manager: by(manager), now });

test("Managers that are worked out later are those that are worked out at once, after any number of writes.", () => {
  fc.assert(
    fc.property(fc.array(write, { minLength: 1, maxLength: 40 }), (writes) => {
      let old = zero as Mutable;
      let expected: readonly ManagedFieldsEntry[] = [];
      let managers: Managers = [];
      for (const { state, manager, at } of writes) {
        const next = settle(pod(state), old);
        const now = `2026-01-05T09:00:0${at}Z`;
        expected = trackUpdate(expected, by(manager), compare(type, old, next), now);
        managers = later(old, next, managers, manager, now);
        expect(areNone(managers)).toBe(expected.length === 0);
        old = next;
      }
      expect(JSON.stringify(entriesOf(managers))).toBe(JSON.stringify(expected));
    }),
    { numRuns: 40 },
  );
});

/** The metadata of an object that has just been stored, of whose managers nobody has asked yet. */
function stored(): Mutable {
  const metadata: Mutable = { name: "web", managedFields: [] };
  setManagers(metadata, later(zero as Mutable, settle(pod({ phase: "a" }), undefined), [], "kubelet", "now"));
  metadata["resourceVersion"] = "7";
  return Object.freeze(metadata);
}

const expected = {
  name: "web",
  managedFields: [
    {
      manager: "kubelet",
      operation: "Update",
      apiVersion: "v1",
      time: "now",
      fieldsType: "FieldsV1",
      fieldsV1: { "f:status": { "f:phase": {} } },
    },
  ],
  resourceVersion: "7",
};

test("Everybody who reads the metadata finds the list of managers in it.", () => {
  expect(hasPending(stored())).toBe(true);
  expect(JSON.stringify(stored())).toBe(JSON.stringify(expected));
  expect(stored()).toEqual(expected);
  expect({ ...stored() }).toEqual(expected);
  expect(structuredClone(stored())).toEqual(expected);
  expect(Object.keys(stored())).toEqual(Object.keys(expected));
});

test("The list is the same whenever it is read, and frozen with everything in it.", () => {
  const metadata = stored();
  const [entry] = metadata["managedFields"];
  expect(metadata["managedFields"]).toBe(metadata["managedFields"]);
  expect([metadata["managedFields"], entry, entry.fieldsV1].map(Object.isFrozen)).toEqual([true, true, true]);
});

test("A copy for the next write passes the managers on without reading them; other managers replace them.", () => {
  const before = stored();
  const copy = copyMetadata(before);
  expect(managersIn(copy)).toBe(managersIn(before));
  expect(JSON.stringify(copy)).toBe(JSON.stringify(expected));
  setManagers(copy, []);
  expect(copy).toEqual({ name: "web", resourceVersion: "7" });
  setManagers(copy, expected.managedFields as never);
  expect(hasPending(copy)).toBe(false);
  expect(copy).toEqual(expected);
});
