import { findOnPath } from "../../tools-on-path.ts";
import { askProgram, type Environment } from "./ask-program.ts";
import { usedFor } from "./docker.ts";
import type { Finding } from "./finding.ts";

/** Minor versions of kind 0: the oldest that works, and the one that the default node image is made for. */
const oldest = 27;
const wanted = 31;

const install = `Install kind 0.${wanted} or later`;

/** Whether kind is here, and of a version that will do. */
export async function lookAtKind(env: Environment): Promise<Finding> {
  const name = "kind";
  const path = findOnPath(name, env);
  if (path === undefined)
    return { name, state: "missing", detail: "not on PATH", advice: `${install}; it is ${usedFor}.` };
  const { stdout, problem } = await askProgram(path, ["version"], env);
  if (problem !== undefined) {
    const detail = `${path} does not say its version: ${problem}`;
    return { name, state: "wrong", detail, advice: `${install}; it is ${usedFor}.` };
  }
  const [, major, minor] = /\bv(\d+)\.(\d+)/.exec(stdout) ?? [];
  if (major === undefined) {
    const advice = `See that it is 0.${oldest} or later; it is ${usedFor}.`;
    return { name, state: "unknown", detail: `no version in what it says: ${stdout}`, advice };
  }
  const isAtLeast = (least: number) => Number(major) > 0 || Number(minor) >= least;
  if (isAtLeast(wanted)) return { name, state: "ok", detail: stdout };
  if (isAtLeast(oldest))
    return { name, state: "limited", detail: stdout, advice: `${install}: the default node image is made for it.` };
  const advice = `${install}; drills do not run on one before 0.${oldest}.`;
  return { name, state: "wrong", detail: stdout, advice };
}
