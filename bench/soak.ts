import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { startBareCluster, type BareCluster } from "../harness/bare-cluster.ts";
import { hammer } from "../harness/clusters/simulated/http/testing/hammer.ts";
import { sendHostile } from "../harness/clusters/simulated/http/testing/hostile/send.ts";
import { targetOf } from "./soak-target.ts";

/**
 * Sends hostile requests to a simulated cluster with controllers and kubelets, beside one of which nothing is asked but to
 * go on, then has 20 clients hammer one object. Ends with 1 when anything broke.
 *
 *     node bench/soak.ts [requests, default 20000] [seed, default 1]
 */
const [requests = 20_000, seed = 1] = process.argv.slice(2).map(Number);
const problems: unknown[] = [];
const onProblem = (error: unknown) => void problems.push(error);
process.on("uncaughtException", onProblem).on("unhandledRejection", onProblem);

await using victim = await startBareCluster({ speed: 20, onProblem });
await using bystander = await startBareCluster({ speed: 20, onProblem });
const before = await contentsOf(bystander);
const target = targetOf(parse(readFileSync(victim.kubeconfig, "utf8")));
const { codes, suspects } = await sendHostile({ target, requests, seed, parallel: 8 });
console.log("answers by code:", codes);
for (const { request, code, text } of suspects.slice(0, 20)) console.log(code, text.slice(0, 500), request);

const clients = 20;
const rounds = 10;
const { conflicts, final, written, seen } = await hammer(target, { clients, rounds, watchers: 5 });
const isWhole =
  final.metadata.annotations?.["put"] === String(clients * rounds) &&
  final.metadata.annotations["patch"] === String(clients * rounds) &&
  final["spec"].replicas === clients * rounds;
const inOrder = seen.every(
  (versions) => written.every((version) => versions.includes(version)) && isAscending(versions),
);
console.log(
  `${clients} clients, ${written.length} writes, ${conflicts} conflicts: nothing lost ${isWhole}, in order ${inOrder}`,
);
console.log(`memory ${Math.round(process.memoryUsage().rss / 1e6)} MB`);
for (const problem of problems.slice(0, 20)) console.log(problem);
const isUntouched = before === (await contentsOf(bystander));
console.log(`the other cluster is untouched: ${isUntouched}`);
process.exitCode = suspects.length + problems.length === 0 && isWhole && inOrder && isUntouched ? 0 : 1;

/** What a cluster holds, without what its components write all the time. */
async function contentsOf({ cluster }: BareCluster): Promise<string> {
  const kinds = ["namespaces", "nodes", "configmaps", "secrets", "pods", "deployments.apps", "jobs.batch", "services"];
  const lists = await Promise.all(kinds.map((kind) => cluster.observer.list(kind)));
  return JSON.stringify(lists.map((items) => items.map(({ metadata }) => metadata.uid)));
}

function isAscending(versions: readonly number[]): boolean {
  return versions.every((version, i) => i === 0 || version > versions[i - 1]!);
}
