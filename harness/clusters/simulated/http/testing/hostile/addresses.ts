import { fc } from "../../../../../base/testing/properties.ts";
import type { Seed } from "./seeds.ts";

const nameOf = ({ object }: Seed) => object.metadata.name;
export const item = (seed: Seed) => `${seed.path}/${nameOf(seed)}`;
export const subresource = fc.constantFrom(
  "",
  "",
  "",
  "/status",
  "/scale",
  "/log",
  "/eviction",
  "/binding",
  "/finalize",
  "/token",
  "/approval",
  "/ephemeralcontainers",
  "/exec",
  "/resize",
  "/x",
);

const segment = fc.oneof(
  fc.constantFrom(
    "api",
    "apis",
    "v1",
    "apps",
    "namespaces",
    "default",
    "pods",
    "deployments",
    "web",
    "scale",
    "watch",
    "log",
    "proxy",
    "openapi",
    "v3",
    "version",
  ),
  fc.string({ maxLength: 8 }).map((text) => encodeURIComponent(text.toWellFormed())),
  fc.constantFrom(
    "%",
    "%zz",
    "..",
    ".",
    "%2f",
    "%00",
    "__proto__",
    "constructor",
    "%E0%A4%A",
    "a".repeat(300),
    "%2e%2e",
  ),
);

/** Paths that lead somewhere or nowhere, or are none. */
export const address = fc.array(segment, { maxLength: 8 }).map((segments) => `/${segments.join("/")}`);
