/**
 * Writes policy.json: the roles and bindings with which a cluster of kubeadm starts, as a real one has them. Run by hand when
 * the served version of Kubernetes changes:
 *
 *     node harness/clusters/simulated/access/capture-policy.ts cluster.kubeconfig
 */
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import type { KubernetesObject } from "../../kubernetes.ts";

const [kubeconfig] = process.argv.slice(2);
if (kubeconfig === undefined) throw new Error("usage: capture-policy.ts KUBECONFIG");

/** What belongs to a cluster stands within so many ms of its birth. */
const start = 60_000;
/** Of the cluster that is captured, not of every cluster. */
const foreign = /^(pod-network|kindnet|local-path-provisioner)/;

const born = Date.parse(read("namespace", "kube-system").metadata.creationTimestamp!);
const kinds = ["clusterroles", "clusterrolebindings", "roles", "rolebindings"];
const lines = kinds.flatMap((kind) =>
  (read(kind, "--all-namespaces")["items"] as readonly KubernetesObject[])
    .filter(({ metadata }) => Date.parse(metadata.creationTimestamp!) - born < start && !foreign.test(metadata.name))
    .map(({ metadata: { name, namespace, labels, annotations }, apiVersion: _, ...object }) =>
      JSON.stringify({ ...object, metadata: { name, namespace, labels, annotations } }),
    ),
);
writeFileSync(new URL("policy.json", import.meta.url), `[\n${lines.join(",\n")}\n]\n`);

function read(...what: readonly string[]): KubernetesObject {
  const text = execFileSync("kubectl", ["--kubeconfig", kubeconfig!, "get", ...what, "-o", "json"], {
    maxBuffer: 64 << 20,
  });
  return JSON.parse(text.toString("utf8")) as KubernetesObject;
}
