import { readFileSync } from "node:fs";
import { freemem } from "node:os";
import { execa } from "execa";
import { partImages } from "../clusters/kind/images.ts";
import type { Finding } from "./doctor-checks.ts";

type Environment = Readonly<Record<string, string | undefined>>;

const usedFor = "needed for --driver kind only";

interface DockerInfo {
  readonly ServerVersion?: string;
  readonly CgroupVersion?: string;
  readonly ServerErrors?: readonly string[];
}

/** What drills on kind need of this machine. Without Docker there is nothing more to look at. */
export async function lookAtContainers(env: Environment): Promise<readonly Finding[]> {
  const info = await dockerInfo(env);
  if (info === undefined || info.ServerVersion === undefined || info.ServerVersion === "") return [noDocker(info)];
  return [
    { name: "Docker", state: "ok", detail: info.ServerVersion },
    lookAtCgroup(info),
    await lookAtKind(env),
    ...(await lookAtImages(env)),
    lookAtMemory(),
    ...lookAtInotify(),
  ];
}

async function dockerInfo(env: Environment): Promise<DockerInfo | undefined> {
  const { exitCode, stdout } = await execa("docker", ["info", "--format", "{{json .}}"], {
    env: definedOnly(env),
    extendEnv: false,
    reject: false,
    timeout: 10_000,
  });
  return exitCode === undefined || stdout === "" ? undefined : (JSON.parse(stdout) as DockerInfo);
}

function noDocker(info: DockerInfo | undefined): Finding {
  if (info === undefined)
    return { name: "Docker", state: "missing", detail: "not on PATH", advice: `Install Docker; it is ${usedFor}.` };
  const detail = info.ServerErrors?.[0] ?? "the daemon does not answer";
  const advice = `Start the Docker daemon, or point DOCKER_HOST at one; it is ${usedFor}.`;
  return { name: "Docker", state: "missing", detail, advice };
}

/** kubelets from Kubernetes 1.35 on refuse the first version of cgroups. */
function lookAtCgroup({ CgroupVersion = "unknown" }: DockerInfo): Finding {
  if (CgroupVersion === "2") return { name: "cgroup", state: "ok", detail: "version 2" };
  const advice = "Boot with cgroup v2, or name a node image of Kubernetes 1.34 or earlier in DRILL_NODE_IMAGE.";
  return { name: "cgroup", state: "missing", detail: `version ${CgroupVersion}`, advice };
}

/** Minor versions of kind 0.x that work. */
const oldestKind = 27;

async function lookAtKind(env: Environment): Promise<Finding> {
  const { exitCode, stdout } = await execa("kind", ["version"], {
    env: definedOnly(env),
    extendEnv: false,
    reject: false,
  });
  if (exitCode !== 0)
    return {
      name: "kind",
      state: "missing",
      detail: "not on PATH",
      advice: `Install kind 0.31 or later; it is ${usedFor}.`,
    };
  const [, minor = "0"] = /v0\.(\d+)/.exec(stdout) ?? [];
  if (Number(minor) >= oldestKind) return { name: "kind", state: "ok", detail: stdout };
  return { name: "kind", state: "missing", detail: stdout, advice: `Install kind 0.${oldestKind} or later.` };
}

async function lookAtImages(env: Environment): Promise<readonly Finding[]> {
  const images = Object.values(partImages(env));
  const looked = await Promise.all(
    images.map(async (image) => {
      const { exitCode } = await execa("docker", ["image", "inspect", image], {
        env: definedOnly(env),
        extendEnv: false,
        reject: false,
      });
      return { image, present: exitCode === 0 };
    }),
  );
  const absent = looked.filter(({ present }) => !present).map(({ image }) => image);
  if (absent.length === 0) return [{ name: "images", state: "ok", detail: "all are on this machine" }];
  const advice =
    "They are pulled when a drill needs them. Without a network, load them, or name others in DRILL_NODE_IMAGE and so on.";
  return [{ name: "images", state: "missing", detail: `not on this machine: ${absent.join(", ")}`, advice }];
}

/** Bytes that one cluster of one node takes. */
const perCluster = 700e6;

function lookAtMemory(): Finding {
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
function lookAtInotify(): readonly Finding[] {
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

function readNumber(path: string): number | undefined {
  try {
    return Number(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
}

function definedOnly(env: Environment): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
