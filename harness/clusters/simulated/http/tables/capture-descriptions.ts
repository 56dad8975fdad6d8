/**
 * Writes descriptions.json: what a real cluster says of the columns of its tables, by resource; what it says of the same
 * column everywhere stands under the empty name. Run by hand when the served version of Kubernetes changes:
 *
 *     node harness/clusters/simulated/http/tables/capture-descriptions.ts cluster.kubeconfig
 */
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { Agent, request } from "node:https";
import { json } from "node:stream/consumers";
import { nameOf } from "../../api/resources/names.ts";
import { resources } from "../../api/resources.ts";
import { apiVersionOf } from "../../api/server.ts";

interface Table {
  readonly columnDefinitions: readonly { readonly name: string; readonly description: string }[];
}

const [kubeconfig] = process.argv.slice(2);
if (kubeconfig === undefined) throw new Error("usage: capture-descriptions.ts KUBECONFIG");

const everywhere = new Set(["Name", "Age"]);
const view = ["--kubeconfig", kubeconfig, "config", "view", "--raw", "--minify", "-o", "json"];
const config = JSON.parse(execFileSync("kubectl", view).toString("utf8"));
const [{ cluster }] = config.clusters;
const [{ user }] = config.users;
const agent = new Agent({
  ca: Buffer.from(cluster["certificate-authority-data"], "base64"),
  cert: Buffer.from(user["client-certificate-data"], "base64"),
  key: Buffer.from(user["client-key-data"], "base64"),
});

const common: Record<string, string> = {};
const lines: string[] = [];
const components = { group: "", version: "v1", plural: "componentstatuses" };
for (const resource of [...Object.values(resources), components]) {
  const own: Record<string, string> = {};
  const version = apiVersionOf(resource);
  const path = `/${version.includes("/") ? "apis" : "api"}/${version}/${resource.plural}?limit=1`;
  for (const { name, description } of (await tableAt(path)).columnDefinitions)
    if (everywhere.has(name)) common[name] = description;
    else if (description !== "") own[name] = description;
  if (Object.keys(own).length > 0) lines.push(`${JSON.stringify(nameOf(resource))}: ${JSON.stringify(own)}`);
}
const all = [`"": ${JSON.stringify(common)}`, ...lines];
writeFileSync(new URL("descriptions.json", import.meta.url), `{\n${all.join(",\n")}\n}\n`);

async function tableAt(path: string): Promise<Table> {
  const accept = "application/json;as=Table;g=meta.k8s.io;v=v1";
  return new Promise((resolve, reject) => {
    const sent = request(new URL(path, cluster.server), { agent, headers: { accept } }, (answer) => {
      json(answer).then((table) => resolve(table as Table), reject);
    });
    sent.on("error", reject);
    sent.end();
  });
}
