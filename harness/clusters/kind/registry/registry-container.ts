import { AnswersHttp } from "../docker/answers-http.ts";
import { type Container, type Place, startContainer } from "../docker/container.ts";
import { loopback } from "../docker/loopback.ts";

/** Name and port of the registry on the run's network. */
export const registryUpstream = "drill-registry:5000";

const port = 5000;

/** The real registry behind everything; nobody but the harness reaches it without a proxy. */
export class RegistryContainer implements AsyncDisposable {
  readonly #container: Container;

  constructor(container: Container) {
    this.#container = container;
  }

  static async start(image: string, { network, names, ledger }: Place): Promise<RegistryContainer> {
    const container = await startContainer(
      {
        name: names.registry,
        image,
        network,
        aliases: ["drill-registry"],
        ports: [port],
        environment: { REGISTRY_STORAGE_DELETE_ENABLED: "true" },
        ready: new AnswersHttp("/v2/", port),
      },
      names,
      ledger,
    );
    return new RegistryContainer(container);
  }

  /** `host:port` at which this machine reaches it. Docker takes loopback registries without TLS. */
  get address(): string {
    return `${loopback}:${this.#container.port(port)}`;
  }

  /** Digest of a manifest; undefined when the registry has none of that name. @param name tag or digest */
  async digest(repository: string, name: string): Promise<string | undefined> {
    const answer = await fetch(`http://${this.address}/v2/${repository}/manifests/${name}`, {
      method: "HEAD",
      headers: { Accept: manifestTypes.join(", ") },
    });
    if (answer.status === 404) return undefined;
    if (!answer.ok) throw new Error(`the registry answers ${answer.status} for ${repository}:${name}`);
    return answer.headers.get("docker-content-digest") ?? undefined;
  }

  /** Has a tag mean this manifest of its repository; undefined deletes it. */
  async retag(repository: string, tag: string, digest: string | undefined): Promise<void> {
    const manifests = `http://${this.address}/v2/${repository}/manifests`;
    if (digest === undefined) return expectOk(await fetch(`${manifests}/${tag}`, { method: "DELETE" }), tag);
    const found = await fetch(`${manifests}/${digest}`, { headers: { Accept: manifestTypes.join(", ") } });
    await expectOk(found, digest);
    const headers = { "Content-Type": found.headers.get("content-type")! };
    const body = await found.arrayBuffer();
    await expectOk(await fetch(`${manifests}/${tag}`, { method: "PUT", headers, body }), tag);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#container[Symbol.asyncDispose]();
  }
}

async function expectOk(response: Response, what: string): Promise<void> {
  if (!response.ok) throw new Error(`the registry answers ${response.status} for ${what}: ${await response.text()}`);
}

const manifestTypes = [
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
  "application/vnd.docker.distribution.manifest.v2+json",
];
