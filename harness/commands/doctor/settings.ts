import type { Environment } from "./ask-program.ts";
import type { Finding } from "./finding.ts";
import type { Machine } from "./machine.ts";

const daemonFile = "/etc/docker/daemon.json";

/** Nodes have systemd, which has to be the first process; a daemon may be told to put another before it. */
export function lookAtInit(machine: Machine): readonly Finding[] {
  if (!saysInit(machine.read(daemonFile) ?? "{}")) return [];
  const advice = `Take "init": true out of ${daemonFile} and restart the daemon; nodes of kind do not start with it.`;
  return [{ name: "Docker", state: "missing", detail: `${daemonFile} has "init": true`, advice }];
}

function saysInit(text: string): boolean {
  try {
    return (JSON.parse(text) as { readonly init?: unknown }).init === true;
  } catch {
    return false;
  }
}

const proxyVariables = ["HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"];

/** kind hands these on to nodes; what they ask of this machine itself must not take that way. */
export function lookAtProxies(env: Environment): readonly Finding[] {
  const set = proxyVariables.filter((name) => (env[name] ?? "") !== "");
  const exempt = `${env["NO_PROXY"] ?? ""},${env["no_proxy"] ?? ""}`.split(",").map((host) => host.trim());
  if (set.length === 0 || exempt.includes("127.0.0.1")) return [];
  const detail = `${set.join(", ")} set, and 127.0.0.1 is not in NO_PROXY`;
  const advice = "Set NO_PROXY=127.0.0.1,localhost,drill-registry,drill-proxies: a drill's own parts answer there.";
  return [{ name: "proxies", state: "missing", detail, advice }];
}
