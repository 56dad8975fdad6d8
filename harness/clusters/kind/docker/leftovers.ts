import { rmSync } from "node:fs";
import { processesWith } from "../../../base/processes-with.ts";
import { RealClock } from "../../../base/real-clock.ts";
import { until } from "../../../base/until.ts";
import { CommandFailed, docker } from "./docker.ts";
import { runLabel } from "../../run-label.ts";
import { records } from "./records.ts";

type Detail = Readonly<Record<string, string | number>>;

/** Something that a killed drill left in Docker, and its removal. */
export interface DockerLeftover {
  readonly what: string;
  remove(): Promise<void>;
}

/** Finds what a record stands for; undefined when there is nothing of it. */
type Finder = (detail: Detail) => Promise<DockerLeftover | undefined>;

/** What one record stands for. */
interface Sought {
  readonly what: string;
  /** Asks docker for what bears exactly the recorded name, and the mark of a drill. */
  readonly question: readonly string[];
  /** Arguments by which programs are known that outlived the drill and are still making it. */
  readonly makers: readonly string[];
  remove(found: readonly string[]): Promise<unknown>;
}

const marked = `--filter=label=${runLabel}`;
const removeContainers = (ids: readonly string[]) => docker(["rm", "--force", "--volumes", ...ids]);

/** By kind of undo record. Names are nobody else's: each holds the run's id. */
export const dockerLeftovers: Readonly<Record<string, Finder>> = {
  [records.container]: ({ name }) =>
    find({
      what: `container ${name}`,
      question: ["ps", "--all", "--quiet", `--filter=name=^/${exactly(name)}$`, marked],
      makers: [],
      remove: removeContainers,
    }),
  [records.network]: ({ name }) =>
    find({
      what: `network ${name}`,
      question: ["network", "ls", "--quiet", `--filter=name=^${exactly(name)}$`, marked],
      makers: [String(name)],
      remove: (ids) => docker(["network", "rm", ...ids]),
    }),
  [records.image]: ({ reference }) =>
    find({
      what: `image ${reference}`,
      question: ["images", "--quiet", marked, String(reference)],
      makers: [`--tag=${reference}`, String(reference)],
      remove: () => docker(["image", "rm", String(reference)]),
    }),
  [records.cluster]: ({ name, kubeconfig }) =>
    find({
      what: `kind cluster ${name}`,
      question: ["ps", "--all", "--quiet", `--filter=label=io.x-k8s.kind.cluster=${name}`],
      makers: [String(name), `io.x-k8s.kind.cluster=${name}`],
      async remove(ids) {
        await removeContainers(ids);
        rmSync(String(kubeconfig), { force: true });
      },
    }),
  /** The node goes with its cluster. */
  [records.pause]: async () => undefined,
};

/** Removes what a record stands for, where it was begun and could not be finished. Resolves too when there is nothing of it. */
export async function removeRemains(record: string, detail: Detail): Promise<void> {
  const left = await dockerLeftovers[record]!(detail);
  await left?.remove();
}

/** A name within docker's patterns. */
function exactly(name: string | number | undefined): string {
  return String(name).replaceAll(".", "\\.");
}

/** ms between two looks: docker may still be doing what a program that has gone had asked of it. */
const secondLook = 500;
/** ms within which a thing has to be gone for good. */
const patience = 60_000;

/** Where docker cannot be asked, the thing is taken to be there, and its removal says why it cannot be removed. */
async function find(sought: Sought): Promise<DockerLeftover | undefined> {
  const { what } = sought;
  const clock = new RealClock();
  try {
    if (!(await isThere(sought))) {
      await clock.sleep(secondLook);
      if (!(await isThere(sought))) return undefined;
    }
    return { what, remove: () => removeForGood(sought, clock) };
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    return { what, remove: () => Promise.reject(error) };
  }
}

async function isThere({ question, makers }: Sought): Promise<boolean> {
  return (await docker(question)) !== "" || makers.some((argument) => processesOf(argument).length > 0);
}

/** Ends whoever is still making it first, and looks twice before it takes it for gone. */
async function removeForGood({ what, question, makers, remove }: Sought, clock: RealClock): Promise<void> {
  let empty = 0;
  const gone = await until(
    async () => {
      for (const { pid } of makers.flatMap(processesOf)) end(pid);
      const found = (await docker(question)).split("\n").filter(Boolean);
      empty = found.length === 0 ? empty + 1 : 0;
      if (found.length > 0) await remove(found);
      return empty === 2 ? true : undefined;
    },
    { clock, every: secondLook, deadline: clock.now() + patience, signal: new AbortController().signal },
  );
  if (!gone) throw new Error(`${what} is there again and again`);
}

/** The kind and docker commands that have this among their arguments. */
function processesOf(argument: string) {
  return processesWith(argument).filter(({ argv }) => /(^|\/)(kind|docker)$/.test(argv[0] ?? ""));
}

function end(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
