import { ConfigurationKeys, processPath, readsConfiguration } from "../../configuration-keys.ts";
import type { ProcessReport } from "../../driver.ts";
import { ApiUnreachable, type KubernetesClient } from "../../kubernetes.ts";
import type { WorldSpec } from "../../world.ts";
import { type Door, doorOf } from "./doors.ts";
import type { ImageOrigins } from "../images/image-origins.ts";
import { NodeShell } from "../nodes/node-shell.ts";

/** Seconds that one process may take to answer, and ms that a node may take to ask all of them. */
const answerTimeout = 1;
const patience = 3_000;

interface Report {
  readonly version: string;
  readonly configHash: string;
}

export interface ProcessesOptions {
  readonly observer: KubernetesClient;
  readonly spec: WorldSpec;
  readonly origins: ImageOrigins;
}

/**
 * Asks each process of the workload, from its own node, what it is and what it read. Where the processes are is asked of
 * the API; when that is away, those that were there before are asked. An image of the team's own is asked for any answer, and
 * is what its digest says.
 */
export class Processes implements AsyncDisposable {
  readonly #observer: KubernetesClient;
  readonly #spec: WorldSpec;
  readonly #origins: ImageOrigins;
  readonly #shells = new Map<string, NodeShell>();
  #doors: readonly Door[] = [];
  readonly #configuration: ConfigurationKeys;
  #keys: readonly string[] = [];

  constructor({ observer, spec, origins }: ProcessesOptions) {
    this.#observer = observer;
    this.#spec = spec;
    this.#origins = origins;
    this.#configuration = new ConfigurationKeys(observer, spec);
  }

  async list(): Promise<readonly ProcessReport[]> {
    try {
      await this.#look();
    } catch (error) {
      if (!(error instanceof ApiUnreachable)) throw error;
    }
    const byNode = Map.groupBy(this.#doors, ({ node }) => node);
    const reports = await Promise.all([...byNode].map(([node, doors]) => this.#ask(node, doors)));
    return reports.flat();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([...this.#shells.values()].map((shell) => shell[Symbol.asyncDispose]()));
    this.#shells.clear();
  }

  #shell(node: string): NodeShell {
    const shell = this.#shells.get(node) ?? new NodeShell(node);
    this.#shells.set(node, shell);
    return shell;
  }

  async #look(): Promise<void> {
    const { application } = this.#spec;
    const [pods, keys] = await Promise.all([
      this.#observer.list("pods", application.namespace),
      this.#configuration.all(),
    ]);
    this.#keys = keys;
    this.#doors = pods.flatMap((pod) => doorOf(pod, application, this.#origins));
  }

  /** One command per node asks all of its processes at once. A node that does not answer has none that do. */
  async #ask(node: string, doors: readonly Door[]): Promise<readonly ProcessReport[]> {
    const path = processPath(this.#keys);
    const ask = ({ address, image }: Door) =>
      image?.own === undefined
        ? `-f 'http://${address}${path}'`
        : `-o /dev/null -w '%{http_code}' 'http://${address}/'`;
    const questions = doors.map((door, index) => `(echo "${index} $(curl -s -m ${answerTimeout} ${ask(door)})") &`);
    const script = `${questions.join("\n")}\nwait`;
    const answers = await this.#shell(node)
      .run(script, patience)
      .catch(() => "");
    return answers.split("\n").flatMap((line) => {
      const space = line.indexOf(" ");
      const door = doors[Number(line.slice(0, space))];
      return space < 0 || door === undefined ? [] : this.#reportOf(door, line.slice(space + 1));
    });
  }

  #reportOf({ pod, node, image }: Door, answer: string): readonly ProcessReport[] {
    if (image?.own !== undefined) {
      const { version } = image;
      return isStatus(answer) ? [{ pod, node, version, configHash: undefined, reportsConfig: false }] : [];
    }
    const report = parse(answer);
    if (report === undefined) return [];
    const { version, configHash } = report;
    return [{ pod, node, version, configHash: readsConfiguration(this.#spec, version) ? configHash : undefined }];
  }
}

/** Of HTTP; curl writes 000 where nobody answers. */
function isStatus(text: string): boolean {
  return /^[1-5]\d\d$/.test(text);
}

function parse(text: string): Report | undefined {
  try {
    return JSON.parse(text) as Report;
  } catch {
    return undefined;
  }
}
