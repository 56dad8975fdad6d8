import { execa } from "execa";
import { partImages } from "../clusters/kind/images.ts";
import type { Finding } from "./doctor-checks.ts";
import { lookAtInit, lookAtInotify, lookAtMemory, lookAtProxies } from "./doctor-machine.ts";

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
    lookAtDocker(info.ServerVersion),
    ...lookAtInit(),
    lookAtCgroup(info, partImages(env).node),
    await lookAtKind(env),
    ...(await lookAtImages(env)),
    lookAtMemory(),
    ...lookAtInotify(),
    ...lookAtProxies(env),
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

/** Of Docker; older ones cannot give nodes cgroups of their own. */
const oldestDocker = [20, 10] as const;

function lookAtDocker(version: string): Finding {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [wantedMajor, wantedMinor] = oldestDocker;
  // What is no number is a build of somebody's own, and not held to be old.
  if (!(major < wantedMajor || (major === wantedMajor && minor < wantedMinor)))
    return { name: "Docker", state: "ok", detail: version };
  const advice = `Install Docker ${oldestDocker.join(".")} or later; it is ${usedFor}.`;
  return { name: "Docker", state: "missing", detail: version, advice };
}

/** The last minor version of Kubernetes 1 whose kubelets take the first version of cgroups. */
const lastOnCgroup1 = 34;

function lookAtCgroup({ CgroupVersion = "unknown" }: DockerInfo, node: string): Finding {
  if (CgroupVersion === "2") return { name: "cgroup", state: "ok", detail: "version 2" };
  const [, minor] = /:v1\.(\d+)/.exec(node) ?? [];
  if (CgroupVersion === "1" && Number(minor) <= lastOnCgroup1)
    return { name: "cgroup", state: "ok", detail: `version 1, which ${node} still takes` };
  const advice = `Boot with cgroup v2, or name a node image of Kubernetes 1.${lastOnCgroup1} or earlier in DRILL_NODE_IMAGE.`;
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

function definedOnly(env: Environment): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
