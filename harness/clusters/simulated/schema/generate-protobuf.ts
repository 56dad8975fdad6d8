/**
 * Writes ../http/protobuf/messages.json: the field numbers, types and JSON names of Kubernetes' protobuf messages, and the
 * order in which Go declares their fields where it is not that of the numbers, read
 * from the Go modules k8s.io/api and k8s.io/apimachinery. Run by hand when the served version of Kubernetes changes:
 *
 *     node harness/clusters/simulated/schema/generate-protobuf.ts $(go env GOMODCACHE) v0.34.4
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const groupVersions = [
  "admissionregistration/v1",
  "apps/v1",
  "authentication/v1",
  "authorization/v1",
  "autoscaling/v1",
  "autoscaling/v2",
  "batch/v1",
  "certificates/v1",
  "coordination/v1",
  "core/v1",
  "discovery/v1",
  "events/v1",
  "flowcontrol/v1",
  "networking/v1",
  "node/v1",
  "policy/v1",
  "rbac/v1",
  "resource/v1",
  "scheduling/v1",
  "storage/v1",
];

/** How a Go struct serialises one of its protobuf fields as JSON. */
interface GoField {
  readonly json: string;
  readonly inline: boolean;
  readonly pointer: boolean;
}

const [cache, version] = process.argv.slice(2);
if (cache === undefined || version === undefined) throw new Error("usage: generate-protobuf.ts GOMODCACHE VERSION");
const modules = join(cache, "k8s.io");
const folders = [
  ...groupVersions.map((groupVersion) => join(modules, `api@${version}`, groupVersion)),
  join(modules, `apimachinery@${version}`, "pkg/apis/meta/v1"),
  join(modules, `apimachinery@${version}`, "pkg/runtime"),
  join(modules, `apimachinery@${version}`, "pkg/util/intstr"),
  join(modules, `apimachinery@${version}`, "pkg/api/resource"),
];

const packages: Record<string, string> = {};
const lines: string[] = [];
const orders: string[] = [];
for (const folder of folders) {
  const proto = readFileSync(join(folder, "generated.proto"), "utf8");
  const name = /^package (\S+);/m.exec(proto)![1]!;
  const apiVersion = groupVersionOf(folder);
  if (apiVersion !== undefined) packages[apiVersion] = short(name);
  const structs = goStructs(folder);
  for (const [, message, body] of proto.matchAll(/^message (\w+) \{\n([\s\S]*?)^\}/gm)) {
    const fields = protoFields(body!, name, structs.get(message!) ?? new Map<number, GoField>());
    const key = JSON.stringify(`${short(name)}.${message}`);
    lines.push(`    ${key}: ${JSON.stringify(Object.fromEntries(fields))}`);
    const order = [...fields.keys()].map(Number);
    if (order.some((number, i) => number < (order[i - 1] ?? 0))) orders.push(`    ${key}: ${JSON.stringify(order)}`);
  }
}
const table = fileURLToPath(new URL("../http/protobuf/messages.json", import.meta.url));
const parts = [`"packages": ${JSON.stringify(packages)}`, section("messages", lines), section("orders", orders)];
writeFileSync(table, `{\n  ${parts.join(",\n  ")}\n}\n`);

function section(name: string, entries: readonly string[]): string {
  return `"${name}": {\n${entries.join(",\n")}\n  }`;
}

/** `k8s.io.api.apps.v1` as `apps/v1`, `k8s.io.apimachinery.pkg.util.intstr` as `intstr`. */
function short(name: string): string {
  const [last, parent] = name.split(".").reverse() as [string, string];
  return /^v\d/.test(last) ? `${parent}/${last}` : last;
}

function groupVersionOf(folder: string): string | undefined {
  let register: string;
  try {
    register = readFileSync(join(folder, "register.go"), "utf8");
  } catch {
    return undefined;
  }
  const group = /GroupName = "(.*)"/.exec(register)?.[1];
  const groupsVersion = /Version: "(.*?)"/.exec(register)?.[1];
  if (group === undefined || groupsVersion === undefined) return undefined;
  return group === "" ? groupsVersion : `${group}/${groupsVersion}`;
}

function goStructs(folder: string): Map<string, Map<number, GoField>> {
  const structs = new Map<string, Map<number, GoField>>();
  for (const file of readdirSync(folder)) {
    if (!file.endsWith(".go") || file.endsWith("_test.go") || file.includes("generated")) continue;
    const source = readFileSync(join(folder, file), "utf8");
    for (const [, name, body] of source.matchAll(/^type (\w+) struct \{\n([\s\S]*?)^\}/gm)) {
      const fields = new Map<number, GoField>();
      for (const line of body!.split("\n")) {
        const tagged = /^\s*(?:\w+\s+)?(\S+)\s+`.*?json:"([^"]*)".*?protobuf:"\w+,(\d+)/.exec(line);
        if (tagged === null) continue;
        const [, type, tag, number] = tagged as unknown as [string, string, string, string];
        const [json = ""] = tag.split(",");
        fields.set(Number(number), { json, inline: tag.includes("inline"), pointer: type.startsWith("*") });
      }
      structs.set(name!, fields);
    }
  }
  return structs;
}

/**
 * Field number to JSON name and type: `*T` is a Go pointer, `[]T` repeated, `map T` a map; inline fields have no name. In
 * the order of the file, which is that of the Go struct.
 */
function protoFields(body: string, inPackage: string, go: ReadonlyMap<number, GoField>): Map<string, [string, string]> {
  const fields = new Map<string, [string, string]>();
  for (const line of body.split("\n")) {
    const map = /^\s*map<string, (\S+?)> (\w+) = (\d+)/.exec(line);
    const plain = /^\s*(optional|repeated|required) (\S+) (\w+) = (\d+)/.exec(line);
    const [type, name, number] = map?.slice(1) ?? plain?.slice(2) ?? [];
    if (type === undefined || name === undefined || number === undefined) continue;
    const field = go.get(Number(number));
    const prefix = map !== null ? "map " : plain![1] === "repeated" ? "[]" : field?.pointer === true ? "*" : "";
    fields.set(number, [field?.inline === true ? "" : (field?.json ?? name), prefix + qualified(type, inPackage)]);
  }
  return fields;
}

function qualified(type: string, inPackage: string): string {
  const isScalar = /^[a-z]\w*$/.test(type);
  if (isScalar) return type;
  const full = type.startsWith(".") ? type.slice(1) : type.includes(".") ? type : `${inPackage}.${type}`;
  const dot = full.lastIndexOf(".");
  return `${short(full.slice(0, dot))}.${full.slice(dot + 1)}`;
}
