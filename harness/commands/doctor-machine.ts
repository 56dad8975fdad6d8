import { readFileSync } from "node:fs";
import { freemem } from "node:os";
import type { Finding } from "./doctor-checks.ts";

const daemonFile = "/etc/docker/daemon.json";

/** Nodes have systemd, which has to be the first process; a daemon may be told to put another before it. */
export function lookAtInit(): readonly Finding[] {
  if (readJson(daemonFile)?.["init"] !== true) return [];
  const advice = `Take "init": true out of ${daemonFile} and restart the daemon; nodes of kind do not start with it.`;
  return [{ name: "Docker", state: "missing", detail: `${daemonFile} has "init": true`, advice }];
}

/** Bytes that one cluster of one node takes. */
const perCluster = 700e6;

export function lookAtMemory(): Finding {
  const clusters = Math.floor(freemem() / perCluster);
  const detail = `${Math.round(freemem() / 1e9)} GB free, enough for about ${clusters} cluster${clusters === 1 ? "" : "s"}`;
  if (clusters >= 3) return { name: "memory", state: "ok", detail };
  return {
    name: "memory",
    state: "missing",
    detail,
    advice: "Free some memory, or drill with fewer clusters or nodes.",
  };
}

const leastInotify = { max_user_watches: 524_288, max_user_instances: 512 } as const;

/** Nodes share these with everything else on the machine; without enough, kubelets fail with "too many open files". */
export function lookAtInotify(): readonly Finding[] {
  const low = Object.entries(leastInotify).flatMap(([name, least]) => {
    const value = readNumber(`/proc/sys/fs/inotify/${name}`);
    return value === undefined || value >= least ? [] : [{ name, value, least }];
  });
  if (low.length === 0) return [];
  return [
    {
      name: "inotify",
      state: "missing",
      detail: low.map(({ name, value }) => `fs.inotify.${name} is ${value}`).join(", "),
      advice: `For many nodes: sysctl ${low.map(({ name, least }) => `fs.inotify.${name}=${least}`).join(" ")}`,
    },
  ];
}

const proxyVariables = ["HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"];

/** kind hands these on to nodes; what they ask of this machine itself must not take that way. */
export function lookAtProxies(env: Readonly<Record<string, string | undefined>>): readonly Finding[] {
  const set = proxyVariables.filter((name) => (env[name] ?? "") !== "");
  const exempt = `${env["NO_PROXY"] ?? ""},${env["no_proxy"] ?? ""}`.split(",").map((host) => host.trim());
  if (set.length === 0 || exempt.includes("127.0.0.1")) return [];
  const detail = `${set.join(", ")} set, and 127.0.0.1 is not in NO_PROXY`;
  const advice = "Set NO_PROXY=127.0.0.1,localhost,drill-registry,drill-proxies: a drill's own parts answer there.";
  return [{ name: "proxies", state: "missing", detail, advice }];
}

function readJson(path: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

function readNumber(path: string): number | undefined {
  try {
    return Number(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
}
