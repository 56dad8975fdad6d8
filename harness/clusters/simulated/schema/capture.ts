/**
 * Writes openapi.br: the OpenAPI documents of a real cluster. Run by hand when the served version of Kubernetes changes,
 * on a cluster without extensions:
 *
 *     node harness/clusters/simulated/schema/capture.ts cluster.kubeconfig
 */
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { compressOpenApi, openApiV2 } from "./openapi-archive.ts";

const [kubeconfig] = process.argv.slice(2);
if (kubeconfig === undefined) throw new Error("usage: capture.ts KUBECONFIG");

interface Root {
  readonly paths: Readonly<Record<string, unknown>>;
}

const documents: Record<string, Buffer> = {};
for (const name of Object.keys((JSON.parse(raw("/openapi/v3").toString("utf8")) as Root).paths))
  documents[name] = raw(`/openapi/v3/${name}`);
documents[openApiV2] = raw("/openapi/v2");
writeFileSync(new URL("openapi.br", import.meta.url), compressOpenApi(documents));

function raw(path: string): Buffer {
  return execFileSync("kubectl", ["--kubeconfig", kubeconfig!, "get", "--raw", path], { maxBuffer: 64 << 20 });
}
