import { configData } from "../config-hash.ts";
import type { ProcessReport } from "../driver.ts";
import { ApiUnreachable, type KubernetesClient, type KubernetesObject } from "../kubernetes.ts";
import type { WorldSpec } from "../world.ts";
import { NodeShell } from "./node-shell.ts";
import { type Container, portsOf } from "./ports.ts";

/** Seconds that one process may take to answer, and ms that a node may take to ask all of them. */
const answerTimeout = 1;
const patience = 3_000;

interface Door {
  readonly pod: string;
  readonly node: string;
  readonly address: string;
}

/**
 * Asks each process of the workload, from its own node, what it is and what it read. Where the processes are is asked of
 * the API; when that is away, those that were there before are asked.
 */
export class Processes implements AsyncDisposable {
  readonly #observer: KubernetesClient;
  readonly #spec: WorldSpec;
  readonly #shells = new Map<string, NodeShell>();
  #doors: readonly Door[] = [];
  /** Every key that the declared configuration has ever had: one that went is still in the processes that read it. */
  readonly #keys = new Set<string>();

  constructor(observer: KubernetesClient, spec: WorldSpec) {
    this.#observer = observer;
    this.#spec = spec;
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
    const [pods, configurations] = await Promise.all([
      this.#observer.list("pods", application.namespace),
      Promise.all(this.#configurationNames().map((name) => this.#configuration(name))),
    ]);
    for (const object of configurations.flat()) for (const key of Object.keys(configData(object))) this.#keys.add(key);
    this.#doors = pods.flatMap((pod) => doorOf(pod, application.container));
  }

  #configurationNames(): readonly string[] {
    return [...new Set(Object.values(this.#spec.images).flatMap(({ behaviour }) => behaviour.readsConfig))];
  }

  async #configuration(name: string): Promise<readonly KubernetesObject[]> {
    const { namespace } = this.#spec.application;
    const found = await Promise.all([
      this.#observer.get("configmaps", namespace, name),
      this.#observer.get("secrets", namespace, name),
    ]);
    return found.filter((object) => object !== undefined);
  }

  /** One command per node asks all of its processes at once. A node that does not answer has none that do. */
  async #ask(node: string, doors: readonly Door[]): Promise<readonly ProcessReport[]> {
    const query = [...this.#keys].map((key) => `key=${encodeURIComponent(key)}`).join("&");
    const questions = doors.map(
      ({ address }, index) =>
        `(echo "${index} $(curl -s -f -m ${answerTimeout} 'http://${address}/.drill/process?${query}')") &`,
    );
    const script = `${questions.join("\n")}\nwait`;
    const answers = await this.#shell(node)
      .run(script, patience)
      .catch(() => "");
    return answers.split("\n").flatMap((line) => {
      const space = line.indexOf(" ");
      const door = doors[Number(line.slice(0, space))];
      const answer = space < 0 ? undefined : parse(line.slice(space + 1));
      if (door === undefined || answer === undefined) return [];
      const { version, configHash } = answer;
      const reads = Object.values(this.#spec.images).some(
        (image) => image.version === version && image.behaviour.readsConfig.length > 0,
      );
      return [{ pod: door.pod, node, version, configHash: reads ? configHash : undefined }];
    });
  }
}

function doorOf({ metadata, spec, status }: KubernetesObject, container: string): readonly Door[] {
  const containers: readonly Container[] = spec.containers;
  const found = containers.find(({ name }) => name === container);
  const { podIP } = status as { podIP?: string };
  if (found === undefined || podIP === undefined || status.phase !== "Running") return [];
  const host = podIP.includes(":") ? `[${podIP}]` : podIP;
  return [{ pod: metadata.name, node: spec.nodeName, address: `${host}:${portsOf(found)[0]}` }];
}

function parse(text: string): { readonly version: string; readonly configHash: string } | undefined {
  try {
    return JSON.parse(text) as { version: string; configHash: string };
  } catch {
    return undefined;
  }
}
