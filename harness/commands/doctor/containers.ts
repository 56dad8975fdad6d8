import { partImages } from "../../clusters/kind/images.ts";
import type { Environment } from "./ask-program.ts";
import { lookAtCgroup, lookAtDocker } from "./docker.ts";
import type { Finding } from "./finding.ts";
import { lookAtImages } from "./images.ts";
import { lookAtKind } from "./kind.ts";
import type { Machine } from "./machine.ts";
import { lookAtPorts } from "./ports.ts";
import { lookAtInotify, lookAtMemory, lookAtStorage } from "./resources.ts";
import { lookAtInit, lookAtProxies } from "./settings.ts";

/** What drills on kind need of a machine. Without Docker there is nothing more to look at. */
export async function lookAtContainers(env: Environment, machine: Machine): Promise<readonly Finding[]> {
  const { finding, info } = await lookAtDocker(env);
  if (info === undefined) return [finding];
  return [
    finding,
    ...lookAtInit(machine),
    lookAtCgroup(info, partImages(env).node),
    await lookAtKind(env),
    await lookAtImages(env),
    lookAtMemory(info, machine),
    lookAtStorage(info, machine),
    lookAtInotify(info, machine),
    await lookAtPorts(machine),
    ...lookAtProxies(env),
  ];
}
