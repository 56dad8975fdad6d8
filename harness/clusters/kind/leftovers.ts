import { rmSync } from "node:fs";
import { processesWith } from "../../base/processes-with.ts";
import { RealClock } from "../../base/real-clock.ts";
import { CommandFailed, docker } from "./docker.ts";
import { records } from "./records.ts";

type Detail = Readonly<Record<string, string | number>>;

/** Something that a killed drill left in Docker, and its removal. */
export interface DockerLeftover {
  readonly what: string;
  remove(): Promise<void>;
}

/** Finds what a record stands for; undefined when there is nothing of it. */
type Finder = (detail: Detail) => Promise<DockerLeftover | undefined>;

/** By kind of undo record. Each removes what bears exactly the recorded name, and no name is shared by two runs. */
export const dockerLeftovers: Readonly<Record<string, Finder>> = {
  [records.container]: ({ name }) =>
    found(`container ${name}`, ["ps", "--all", "--quiet", "--filter", `name=^/${name}$`], async () => {
      await docker(["rm", "--force", "--volumes", String(name)]);
    }),
  [records.network]: ({ name }) =>
    found(`network ${name}`, ["network", "ls", "--quiet", "--filter", `name=^${name}$`], async () => {
      await docker(["network", "rm", String(name)]);
    }),
  [records.image]: ({ reference }) =>
    found(`image ${reference}`, ["images", "--quiet", String(reference)], async () => {
      endProcesses(`--tag=${reference}`);
      await docker(["image", "rm", String(reference)]);
    }),
  [records.cluster]: ({ name, kubeconfig }) =>
    found(`kind cluster ${name}`, nodesOf(String(name)), async () => {
      await removeCluster(String(name));
      rmSync(String(kubeconfig), { force: true });
    }),
  /** The node goes with its cluster. */
  [records.pause]: async () => undefined,
};

const nodesOf = (cluster: string) => ["ps", "--all", "--quiet", "--filter", `label=io.x-k8s.kind.cluster=${cluster}`];

/** Asks docker whether there is such a thing. Where it cannot be asked, the thing is taken to be there. */
async function found(
  what: string,
  question: readonly string[],
  remove: () => Promise<void>,
): Promise<DockerLeftover | undefined> {
  try {
    return (await docker(question)) === "" ? undefined : { what, remove };
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    return { what, remove: () => Promise.reject(error) };
  }
}

/** ms between two looks at a cluster that is being removed. */
const secondLook = 500;

/** A kind that outlived the drill may still be starting nodes: it is ended first, and what it had begun is waited for. */
async function removeCluster(name: string): Promise<void> {
  const clock = new RealClock();
  for (let empty = 0; empty < 2; await clock.sleep(secondLook)) {
    endProcesses(name);
    const nodes = (await docker(nodesOf(name))).split("\n").filter(Boolean);
    empty = nodes.length === 0 ? empty + 1 : 0;
    if (nodes.length > 0) await docker(["rm", "--force", "--volumes", ...nodes]);
  }
}

/** Ends the kind and docker commands that have this among their arguments; a run's names are nobody else's. */
function endProcesses(argument: string): void {
  for (const { pid, argv } of processesWith(argument))
    if (/(^|\/)(kind|docker)$/.test(argv[0] ?? "")) process.kill(pid, "SIGKILL");
}
