import { configData } from "./config-hash.ts";
import type { KubernetesClient, KubernetesObject } from "./kubernetes.ts";
import type { WorldSpec } from "./world.ts";

/** Path at which a process says what it is, and the hash of what it read of the configuration with these keys. */
export function processPath(keys: readonly string[]): string {
  return `/.drill/process?${keys.map((key) => `key=${encodeURIComponent(key)}`).join("&")}`;
}

/** Whether processes of a version read configuration. */
export function readsConfiguration({ images }: WorldSpec, version: string): boolean {
  return Object.values(images).some((one) => one.version === version && one.behaviour.readsConfig.length > 0);
}

/**
 * Every key that the declared configuration has ever had: processes are asked for these, and one that went is still in those
 * that read it.
 */
export class ConfigurationKeys {
  readonly #observer: KubernetesClient;
  readonly #spec: WorldSpec;
  readonly #keys = new Set<string>();

  constructor(observer: KubernetesClient, spec: WorldSpec) {
    this.#observer = observer;
    this.#spec = spec;
  }

  /** Reads the ConfigMaps and Secrets as they are now. */
  async all(): Promise<readonly string[]> {
    const { images } = this.#spec;
    const names = new Set(Object.values(images).flatMap(({ behaviour }) => behaviour.readsConfig));
    const objects = await Promise.all([...names].map((name) => this.#read(name)));
    for (const object of objects.flat()) for (const key of Object.keys(configData(object))) this.#keys.add(key);
    return [...this.#keys];
  }

  async #read(name: string): Promise<readonly KubernetesObject[]> {
    const { namespace } = this.#spec.application;
    const found = await Promise.all([
      this.#observer.get("configmaps", namespace, name),
      this.#observer.get("secrets", namespace, name),
    ]);
    return found.filter((object) => object !== undefined);
  }
}
