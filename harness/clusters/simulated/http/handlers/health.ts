import type { Exchange } from "../exchange.ts";
import { sendText } from "../reply.ts";

const started = [
  "start-apiserver-admission-initializer",
  "generic-apiserver-start-informers",
  "priority-and-fairness-config-consumer",
  "priority-and-fairness-filter",
  "storage-object-count-tracker-hook",
  "start-apiextensions-informers",
  "start-apiextensions-controllers",
  "crd-informer-synced",
  "start-system-namespaces-controller",
  "start-cluster-authentication-info-controller",
  "start-kube-apiserver-identity-lease-controller",
  "start-kube-apiserver-identity-lease-garbage-collector",
  "start-legacy-token-tracking-controller",
  "start-service-ip-repair-controllers",
  "rbac/bootstrap-roles",
  "scheduling/bootstrap-system-priority-classes",
  "priority-and-fairness-config-producer",
  "bootstrap-controller",
  "start-kubernetes-service-cidr-controller",
  "aggregator-reload-proxy-client-cert",
  "start-kube-aggregator-informers",
  "apiservice-status-local-available-controller",
  "apiservice-status-remote-available-controller",
  "apiservice-registration-controller",
  "apiservice-discovery-controller",
  "kube-apiserver-autoregistration",
].map((name) => `poststarthook/${name}`);

const afterStart = [
  ...started,
  "autoregister-completion",
  "poststarthook/apiservice-openapi-controller",
  "poststarthook/apiservice-openapiv3-controller",
];
const alive = ["ping", "log", "etcd", ...afterStart];

/** What the real server looks at for each of its questions of health, in its order. */
const checks: Readonly<Record<string, readonly string[]>> = {
  healthz: alive,
  livez: alive,
  readyz: ["ping", "log", "etcd", "etcd-readiness", "informer-sync", ...afterStart, "shutdown"],
};

/** Whether there is such a check; the empty name stands for all of them. */
export function isHealthCheck(question: string, name: string): boolean {
  return name === "" || checks[question]!.includes(name);
}

/** Paths of all questions and of each check by itself. */
export const healthPaths: readonly string[] = Object.entries(checks).flatMap(([question, names]) => [
  `/${question}`,
  ...names.map((name) => `/${question}/${name}`),
]);

/** Says that all is well, with `verbose` of each check by itself. A server that is not well does not answer. */
export function sendHealth({ response, query }: Exchange, question: string, name: string): void {
  const type = "text/plain; charset=utf-8";
  if (name !== "" || !query.has("verbose")) return sendText(response, 200, "ok", type);
  const excluded = query.getAll("exclude");
  const names = checks[question]!;
  const lines = names.map((check) => `[+]${check} ${excluded.includes(check) ? "excluded: " : ""}ok`);
  const unknown = excluded.filter((check) => !names.includes(check)).map((check) => JSON.stringify(check));
  if (unknown.length > 0)
    lines.push(`warn: some health checks cannot be excluded: no matches for ${unknown.join(", ")}`);
  sendText(response, 200, `${lines.join("\n")}\n${question} check passed\n`, type);
}
