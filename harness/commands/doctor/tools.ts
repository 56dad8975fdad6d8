import { findOnPath } from "../../tools-on-path.ts";
import { askProgram, type Environment } from "./ask-program.ts";
import type { Finding } from "./finding.ts";

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

/** Programs that procedures call, by their versions. */
export function lookAtTools(env: Environment): Promise<readonly Finding[]> {
  return Promise.all(tools.map((tool) => lookAtTool(tool, env)));
}

async function lookAtTool({ name, versionArgs, usedFor }: Tool, env: Environment): Promise<Finding> {
  const path = findOnPath(name, env);
  if (path === undefined)
    return { name, state: "missing", detail: "not on PATH", advice: `Install ${name}; it is needed for ${usedFor}.` };
  const { stdout, problem } = await askProgram(path, versionArgs, env);
  const version = stdout.split(/\n| \(/)[0]!.replace(/^Client Version: /, "");
  if (problem === undefined) return { name, state: "ok", detail: `${version} (${path})` };
  const detail = `${path} does not say its version: ${problem}`;
  return { name, state: "wrong", detail, advice: `Reinstall ${name}.` };
}
