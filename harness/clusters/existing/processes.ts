import type { Clock } from "../../base/clock.ts";
import type { ProcessReport } from "../driver.ts";
import { ConfigurationKeys, processPath, readsConfiguration } from "../configuration-keys.ts";
import type { KubernetesClient, KubernetesObject } from "../kubernetes.ts";
import { type Container, portsOf } from "../ports.ts";
import type { Connection } from "../remote/connection.ts";
import type { WorldSpec } from "../world.ts";
import { visit } from "./visits.ts";

export interface ProcessesOptions {
  readonly observer: KubernetesClient;
  /** Whose answers are waited for as long as a user waits. */
  readonly visitor: Pick<Connection, "ask">;
  readonly spec: WorldSpec;
  readonly clock: Clock;
}

/**
 * Asks each process of the workload what it is and what it read, by way of the API server. One that does not know the
 * question but answers is a process too: its version is that of its image.
 */
export class Processes {
  readonly #options: ProcessesOptions;
  readonly #keys: ConfigurationKeys;

  constructor(options: ProcessesOptions) {
    this.#options = options;
    this.#keys = new ConfigurationKeys(options.observer, options.spec);
  }

  /** Rejects when nobody could look. */
  async list(): Promise<readonly ProcessReport[]> {
    const { observer, spec } = this.#options;
    const [pods, keys] = await Promise.all([observer.list("pods", spec.application.namespace), this.#keys.all()]);
    const path = processPath(keys);
    const reports = await Promise.all(pods.map((pod) => this.#ask(pod, path)));
    return reports.filter((report) => report !== undefined);
  }

  async #ask(pod: KubernetesObject, path: string): Promise<ProcessReport | undefined> {
    const { spec, visitor, clock } = this.#options;
    const { namespace, container: name } = spec.application;
    const container = (pod["spec"].containers as readonly (Container & { readonly image: string })[]).find(
      (one) => one.name === name,
    );
    if (container === undefined || pod["status"]?.phase !== "Running") return undefined;
    const door = `/api/v1/namespaces/${namespace}/pods/${pod.metadata.name}:${portsOf(container)[0]}/proxy`;
    const seen = await visit(visitor, `${door}${path}`, clock);
    if (seen.kind === "unknown") throw new Error(seen.why);
    if (seen.kind !== "answered") return undefined;
    const said = seen.answer.status === 200 ? parse(seen.answer.text) : undefined;
    const version = said?.version ?? this.#versionOf(container.image);
    const reads = readsConfiguration(spec, version);
    if (reads && said?.configHash === undefined)
      throw new Error(`${pod.metadata.name} does not say at /.drill/process what configuration it read`);
    return {
      pod: pod.metadata.name,
      node: pod["spec"].nodeName ?? "",
      version,
      configHash: reads ? said?.configHash : undefined,
    };
  }

  #versionOf(image: string): string {
    const known = Object.values(this.#options.spec.images).find(({ reference }) => reference === image);
    return known?.version ?? image;
  }
}

function parse(text: string): { readonly version?: string; readonly configHash?: string } | undefined {
  try {
    return JSON.parse(text) as { version?: string; configHash?: string };
  } catch {
    return undefined;
  }
}
