import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { RealClock } from "../../harness/base/real-clock.ts";
import { partImages } from "../../harness/clusters/kind/images.ts";
import { images, registryHost } from "../images.ts";
import { docker } from "./docker.ts";

const baseImage = () => process.env["DRILL_BUSYBOX_IMAGE"] ?? "busybox:1.35";

/** How long a registry may take to answer after its start, ms. */
const startDeadline = 30_000;

/**
 * A registry with the images of the transcripts, for the nodes of kind clusters. Disposal removes it, and what nodes were
 * told of it.
 */
export async function startRegistry(): Promise<Registry> {
  await using undo = new AsyncDisposableStack();
  const name = `drill-conformance-${randomBytes(3).toString("hex")}`;
  undo.defer(async () => void (await docker(["rm", "--force", "--volumes", name])));
  await docker([
    "run",
    "--detach",
    "--name",
    name,
    "--network",
    "kind",
    "--publish",
    "127.0.0.1::5000",
    partImages(process.env).registry,
  ]);
  const port = (await docker(["port", name, "5000/tcp"])).split(":").at(-1)!;
  await answers(`http://127.0.0.1:${port}/v2/`);
  for (const { reference, version, mode } of images) {
    const local = reference.replace(registryHost, `127.0.0.1:${port}`);
    const built = { BASE: baseImage(), VERSION: version, MODE: mode };
    const args = Object.entries(built).flatMap(([key, value]) => ["--build-arg", `${key}=${value}`]);
    undo.defer(async () => void (await docker(["image", "rm", local])));
    await docker(["build", "--quiet", "--tag", local, ...args, join(import.meta.dirname, "..", "image")]);
    await docker(["push", "--quiet", local]);
  }
  return new Registry(name, undo.move());
}

export class Registry implements AsyncDisposable {
  readonly #name: string;
  readonly #undo: AsyncDisposableStack;

  constructor(name: string, undo: AsyncDisposableStack) {
    this.#name = name;
    this.#undo = undo;
  }

  /** Lets a node of a kind cluster pull from here, and has it pull every image: none is pulled during a transcript. */
  async serve(node: string): Promise<void> {
    const folder = `/etc/containerd/certs.d/${registryHost}`;
    this.#undo.defer(async () => void (await docker(["exec", node, "rm", "-r", folder])));
    await docker(["exec", node, "mkdir", "-p", folder]);
    const url = `http://${this.#name}:5000`;
    // containerd 1.7 ignores a file that has no host of its own.
    const hosts = `server = "${url}"\n[host."${url}"]\n  capabilities = ["pull", "resolve"]\n`;
    await docker(["exec", "--interactive", node, "cp", "/dev/stdin", `${folder}/hosts.toml`], hosts);
    for (const { reference } of images) await docker(["exec", node, "crictl", "pull", reference]);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#undo.disposeAsync();
  }
}

async function answers(url: string): Promise<void> {
  const clock = new RealClock();
  for (;;) {
    const answer = await fetch(url).catch((error: unknown) => error);
    if (answer instanceof Response && answer.ok) return;
    if (clock.now() > startDeadline) throw new Error(`the registry does not answer at ${url}`, { cause: answer });
    await clock.sleep(200);
  }
}
