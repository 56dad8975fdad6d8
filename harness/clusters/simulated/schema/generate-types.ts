/**
 * Writes types.json from openapi.json and from what Go's structs say beyond it. Run by hand after `capture.ts`, in a Go
 * module that requires k8s.io/client-go of the same version:
 *
 *     go run go-zeros.go | node harness/clusters/simulated/schema/generate-types.ts
 */
import { readFileSync, writeFileSync } from "node:fs";
import { compileTypes, type GoZeros, type OpenApiDocument } from "./compile-types.ts";

const openApi = JSON.parse(readFileSync(new URL("openapi.json", import.meta.url), "utf8")) as OpenApiDocument;
const zeros = JSON.parse(readFileSync(0, "utf8")) as GoZeros;
const { kinds, structs } = compileTypes([openApi], zeros);
writeFileSync(
  new URL("types.json", import.meta.url),
  `{\n  "kinds": {\n${lines(kinds)}\n  },\n  "structs": {\n${lines(structs)}\n  }\n}\n`,
);

function lines(entries: Readonly<Record<string, unknown>>): string {
  return Object.entries(entries)
    .map(([key, value]) => `    ${JSON.stringify(key)}: ${JSON.stringify(value)}`)
    .join(",\n");
}
