import { expect, test } from "vitest";
import { fc } from "../../../../base/testing/properties.ts";
import type { PodTemplate } from "../../kinds/pod.ts";
import { templateHash, TemplateTexts } from "./template-hash.ts";

const template = (metadata: object, container: object) =>
  ({ metadata, spec: { containers: [{ name: "app", ...container }] } }) as unknown as PodTemplate;
const textOf = (one: PodTemplate) => new TemplateTexts().textOf(one);

test("A template is the same whatever its order, its hash label and its empty parts are.", () => {
  const one = template(
    { labels: { app: "web", tier: "front" } },
    { image: "app:v1", env: [{ name: "A", value: "1" }] },
  );
  const other = template(
    { creationTimestamp: null, labels: { tier: "front", "pod-template-hash": "x", app: "web" } },
    { resources: {}, env: [{ value: "1", name: "A" }], image: "app:v1" },
  );
  expect(textOf(other)).toBe(textOf(one));
});

test("Templates that differ in a value, or in the order of a list, are different.", () => {
  const env = [{ name: "A" }, { name: "B" }];
  const texts = [{ image: "app:v1" }, { image: "app:v2" }, { env }, { env: [...env].reverse() }, {}].map((container) =>
    textOf(template({}, container)),
  );
  expect(new Set(texts).size).toBe(texts.length);
});

test("Hashes are stable, fit for DNS names, and change with each collision.", () => {
  expect(templateHash(textOf(template({}, { image: "app:v1" })), 0)).toBe("65d75bb6fc");
  fc.assert(
    fc.property(fc.string(), fc.nat(5), (text, collisions) => {
      expect(templateHash(text, collisions)).toMatch(/^[4-9bcdf]{1,10}$/);
      expect(templateHash(text, collisions + 1)).not.toBe(templateHash(text, collisions));
    }),
  );
});
