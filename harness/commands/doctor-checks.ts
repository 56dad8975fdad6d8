import { mkdtempSync, rmSync, statfsSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { execa } from "execa";
import { asset } from "../base/assets.ts";
import { findOnPath } from "../tools-on-path.ts";

/** What a look at the machine found. */
export interface Finding {
  readonly name: string;
  /** `missing` is what only some drills need; `wrong` is what all need. */
  readonly state: "ok" | "missing" | "wrong";
  readonly detail: string;
  /** What to do, where it is not ok. */
  readonly advice?: string;
}

interface Tool {
  readonly name: string;
  readonly versionArgs: readonly string[];
  readonly usedFor: string;
}

const tools: readonly Tool[] = [
  {
    name: "kubectl",
    versionArgs: ["version", "--client"],
    usedFor: "scripts and runbooks that call it, and kustomize folders",
  },
  { name: "helm", versionArgs: ["version", "--short"], usedFor: "scripts and runbooks that call it, and Helm charts" },
  { name: "jq", versionArgs: ["--version"], usedFor: "scripts and runbooks that call it" },
  { name: "curl", versionArgs: ["--version"], usedFor: "scripts and runbooks that call it" },
];

/** ms of wall time for a program to say its version. */
const versionTimeout = 10_000;

export function lookAtTools(env: Readonly<Record<string, string | undefined>>): Promise<readonly Finding[]> {
  return Promise.all(tools.map((tool) => lookAtTool(tool, env)));
}

async function lookAtTool(
  { name, versionArgs, usedFor }: Tool,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Finding> {
  const path = findOnPath(name, env);
  if (path === undefined)
    return { name, state: "missing", detail: "not on PATH", advice: `Install ${name}; it is needed for ${usedFor}.` };
  const { exitCode, stdout, shortMessage } = await execa(path, versionArgs, {
    reject: false,
    timeout: versionTimeout,
    stdin: "ignore",
  });
  const version = stdout.split(/\n| \(/)[0]!.replace(/^Client Version: /, "");
  if (exitCode === 0) return { name, state: "ok", detail: `${version} (${path})` };
  return {
    name,
    state: "wrong",
    detail: `${path} does not say its version: ${shortMessage ?? ""}`,
    advice: `Reinstall ${name}.`,
  };
}

const oldestNode = [22, 22] as const;

/** @param version as `process.version` says it. */
export function lookAtNode(version: string): Finding {
  const [major = 0, minor = 0] = version.replace(/^v/, "").split(".").map(Number);
  const [wantedMajor, wantedMinor] = oldestNode;
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor))
    return { name: "Node.js", state: "ok", detail: version };
  const advice = `Install Node.js ${oldestNode.join(".")} or later.`;
  return { name: "Node.js", state: "wrong", detail: version, advice };
}

/** Whether a run could be stored in the folder. */
export function lookAtFolder(folder: string): Finding {
  const path = resolve(folder);
  try {
    const probe = mkdtempSync(join(path, ".drill-doctor-"));
    rmSync(probe, { recursive: true });
    return { name: "folder", state: "ok", detail: `${path} can be written to` };
  } catch (error) {
    const detail = `${path} cannot be written to: ${(error as Error).message}`;
    return {
      name: "folder",
      state: "wrong",
      detail,
      advice: "Call drill elsewhere, or store runs elsewhere with --runs FOLDER.",
    };
  }
}

const megabyte = 1_000_000;
/** Bytes: a run stores a few megabytes. */
const leastSpace = 100 * megabyte;

export function lookAtDisk(folder: string): Finding {
  const { bavail, bsize } = statfsSync(folder);
  const detail = `${Math.floor((bavail * bsize) / megabyte)} MB free`;
  if (bavail * bsize >= leastSpace) return { name: "disk", state: "ok", detail };
  return { name: "disk", state: "wrong", detail, advice: `Free at least ${leastSpace / megabyte} MB.` };
}

/** Certificates of the clusters begin now: a clock that is behind makes every one of them invalid. */
export function lookAtClock(now: Date): Finding {
  const installed = statSync(asset("package.json")).mtime;
  const day = 86_400_000;
  if (now.getTime() > installed.getTime() - day) return { name: "clock", state: "ok", detail: now.toISOString() };
  const detail = `${now.toISOString()}, which is before drill was installed (${installed.toISOString()})`;
  return { name: "clock", state: "wrong", detail, advice: "Set the clock of this machine." };
}
