import { findOnPath } from "../../tools-on-path.ts";
import { askProgram, type Environment } from "./ask-program.ts";
import type { Finding } from "./finding.ts";

/** What `docker info` says of the daemon. Each may be missing: there are many Dockers. */
export interface DockerInfo {
  readonly ServerVersion?: string;
  readonly CgroupVersion?: string;
  readonly ServerErrors?: readonly string[];
  readonly DockerRootDir?: string;
  /** Pairs; `driver-type` names a snapshotter where containerd keeps the images. */
  readonly DriverStatus?: readonly (readonly string[])[] | null;
  readonly KernelVersion?: string;
  /** Bytes. */
  readonly MemTotal?: number;
}

/** What the parts of kind drills are used for, to end an advice. */
export const usedFor = "needed for --driver kind only";

/** Oldest that works; older ones cannot give nodes cgroups of their own. */
const oldest = [20, 10] as const;

/** Whether Docker answers, and with a version that will do. `info` is undefined when it does not answer. */
export async function lookAtDocker(
  env: Environment,
): Promise<{ readonly finding: Finding; readonly info: DockerInfo | undefined }> {
  const name = "Docker";
  const path = findOnPath("docker", env);
  if (path === undefined) {
    const advice = `Install Docker; it is ${usedFor}.`;
    return { finding: { name, state: "missing", detail: "not on PATH", advice }, info: undefined };
  }
  const { stdout, problem } = await askProgram(path, ["info", "--format", "{{json .}}"], env);
  const info = parse(stdout);
  const version = info?.ServerVersion ?? "";
  if (info === undefined || version === "") {
    const detail = info?.ServerErrors?.[0] ?? problem ?? "docker info names no version of a daemon";
    const advice = `Start the Docker daemon, or point DOCKER_HOST at one; it is ${usedFor}.`;
    return { finding: { name, state: "missing", detail, advice }, info: undefined };
  }
  if (!isOld(version)) return { finding: { name, state: "ok", detail: version }, info };
  const advice = `Install Docker ${oldest.join(".")} or later; it is ${usedFor}.`;
  return { finding: { name, state: "wrong", detail: version, advice }, info };
}

function isOld(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [wantedMajor, wantedMinor] = oldest;
  // What is no number is a build of somebody's own, and not held to be old.
  return major < wantedMajor || (major === wantedMajor && minor < wantedMinor);
}

function parse(text: string): DockerInfo | undefined {
  try {
    return JSON.parse(text) as DockerInfo;
  } catch {
    return undefined;
  }
}

/** The last minor version of Kubernetes 1 whose kubelets take the first version of cgroups. */
const lastOnCgroup1 = 34;

/** @param node image of the nodes */
export function lookAtCgroup({ CgroupVersion = "unknown" }: DockerInfo, node: string): Finding {
  if (CgroupVersion === "2") return { name: "cgroup", state: "ok", detail: "version 2" };
  const [, minor] = /:v1\.(\d+)/.exec(node) ?? [];
  if (CgroupVersion === "1" && Number(minor) <= lastOnCgroup1)
    return { name: "cgroup", state: "ok", detail: `version 1, which ${node} still takes` };
  const advice = `Boot with cgroup v2, or name a node image of Kubernetes 1.${lastOnCgroup1} or earlier in DRILL_NODE_IMAGE.`;
  return { name: "cgroup", state: "missing", detail: `version ${CgroupVersion}`, advice };
}
