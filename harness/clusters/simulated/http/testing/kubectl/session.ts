import { mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { kubectl, type Kubectl, type KubectlVersion } from "../../../../../../fixtures/clients/kubectl.ts";
import type { World } from "../../../../driver.ts";
import { images, manifests, startTestWorld, type TestWorld } from "../test-world.ts";

/** Simulated seconds per second; everything that kubectl waits for takes a twentieth of its time. */
const speed = 20;

/** One kubectl on a world of its own, with `web` rolled out in version v1. */
export class KubectlSession {
  readonly #version: KubectlVersion;
  #world: TestWorld | undefined;
  #client: Kubectl | undefined;

  constructor(version: KubectlVersion) {
    this.#version = version;
  }

  get client(): Kubectl {
    return this.#client!;
  }

  get world(): World {
    return this.#world!.world;
  }

  /** Path of the manifests that were applied. */
  get app(): string {
    return join(this.#world!.folder, "app.yaml");
  }

  async start(): Promise<void> {
    this.#world = await startTestWorld(speed);
    const home = mkdtempSync(join(this.#world.folder, "home-"));
    this.#client = kubectl(this.#version, this.#world.kubeconfig, home);
    writeFileSync(this.app, manifests(images.v1.reference));
    await this.ok("apply", "-f", this.app);
    await this.settled();
  }

  async stop(): Promise<void> {
    await this.#world?.[Symbol.asyncDispose]();
  }

  /** Standard output of a command that has to succeed; blanks are reduced to one. */
  async ok(...args: readonly string[]): Promise<string> {
    const result = await this.client.run(args);
    expect({ args, ...result }).toMatchObject({ exitCode: 0 });
    return squeezed(result.stdout);
  }

  /** Standard error of a command that has to fail. */
  async fails(...args: readonly string[]): Promise<string> {
    const { exitCode, stderr } = await this.client.run(args);
    expect({ args, exitCode, stderr }).toMatchObject({ exitCode: 1 });
    return stderr;
  }

  /** A field of the deployment, or several as in `.a} {.b`. */
  read(path: string): Promise<string> {
    return this.ok("get", "deployment/web", "-o", `jsonpath={${path}}`);
  }

  settled(): Promise<string> {
    return this.ok("rollout", "status", "deployment/web", "--timeout=15s");
  }
}

export function squeezed(text: string): string {
  return text
    .split("\n")
    .map((line) => line.trimEnd().replaceAll(/ +/g, " ").replaceAll("\t", " "))
    .join("\n")
    .trim();
}
