/**
 * Writes types.json from openapi.br and from what Go's structs say beyond it. Run by hand after `capture.ts`, in a Go
 * module that requires k8s.io/client-go, apiextensions-apiserver and kube-aggregator of the same version:
 *
 *     go run go-zeros.go | node harness/clusters/simulated/schema/generate-types.ts
 */
import { readFileSync, writeFileSync } from "node:fs";
import { compileTypes, type GoZeros, type OpenApiDocument } from "./compile-types.ts";
import { readOpenApi } from "./openapi-archive.ts";

const archive = readOpenApi();
const documents = archive.names
  .filter((name) => name.startsWith("api"))
  .map((name) => JSON.parse(archive.document(name)!.toString("utf8")) as OpenApiDocument);
const zeros = JSON.parse(readFileSync(0, "utf8")) as GoZeros;
const { kinds, structs } = compileTypes(documents, zeros);
writeFileSync(
  new URL("types.json", import.meta.url),
  `{\n  "kinds": {\n${lines(kinds)}\n  },\n  "structs": {\n${lines(structs)}\n  }\n}\n`,
);

function lines(entries: Readonly<Record<string, unknown>>): string {
  return Object.entries(entries)
    .map(([key, value]) => `    ${JSON.stringify(key)}: ${JSON.stringify(value)}`)
    .join(",\n");
}
