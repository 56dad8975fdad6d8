import { execa } from "execa";

const docker = async (...args: readonly string[]) => (await execa("docker", args)).stdout;

/**
 * Containers, a network and an image of somebody else, with names and labels as close to those of a run as they can be.
 * Disposal removes them.
 */
export class Strangers implements AsyncDisposable {
  readonly #containers: readonly string[];
  readonly #network: string;
  readonly #image: string;

  constructor(id: string) {
    this.#containers = [`drill-${id}-registry-2`, `my-drill-${id}-registry`, `drill-${id}-eu2-control-plane`];
    this.#network = `drill-${id}-mine`;
    this.#image = `drill-${id}:mine`;
  }

  /** @param image of their containers, which are never started */
  static async settle(id: string, image: string): Promise<Strangers> {
    const strangers = new Strangers(id);
    const [labelled, unlabelled, node] = strangers.#containers as [string, string, string];
    await docker("network", "create", `--label=rollback-drill.run=${id}`, strangers.#network);
    await docker("create", "--name", labelled, `--label=rollback-drill.run=${id}`, "--volume=/data", image);
    await docker("create", "--name", unlabelled, "--network", strangers.#network, image);
    await docker("create", "--name", node, `--label=io.x-k8s.kind.cluster=drill-${id}-eu2`, "--volume=/var", image);
    await docker("tag", image, strangers.#image);
    return strangers;
  }

  /** What a list of traces says of them. */
  get names(): readonly string[] {
    const containers = this.#containers.map((name) => `container ${name}`);
    return [...containers, `image ${this.#image}`, `network ${this.#network}`].sort();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await docker("rm", "--force", "--volumes", ...this.#containers);
    await docker("network", "rm", this.#network);
    await docker("image", "rm", this.#image);
  }
}
