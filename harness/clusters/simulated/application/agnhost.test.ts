import { expect, test } from "vitest";
import { parseReference } from "../../image-reference.ts";
import { Catalogue } from "../registry/catalogue.ts";
import { hostnameServed } from "./agnhost.ts";

const image = (text: string) => parseReference(text)!;

test("upstream's test image serves its pod's name where it is told to", () => {
  const agnhost = image("registry.k8s.io/e2e-test-images/agnhost:2.56");
  expect(hostnameServed(agnhost, ["serve-hostname"], "web-1")).toEqual({ body: "web-1", port: 9376 });
  expect(hostnameServed(agnhost, ["/agnhost", "serve-hostname", "--port=80"], "web-1")?.port).toBe(80);
  expect(hostnameServed(agnhost, ["pause"], "web-1")).toBeUndefined();
  expect(hostnameServed(image("nginx"), ["serve-hostname"], "web-1")).toBeUndefined();
});

test("what nobody declares exists, unless it says that it does not", () => {
  const catalogue = new Catalogue([]);
  expect(catalogue.resolve(image("webserver:1"))).toBeDefined();
  for (const text of ["webserver:404", "invalid.registry.k8s.io/web", "registry.invalid/web:1"])
    expect(catalogue.resolve(image(text))).toBeUndefined();
});
