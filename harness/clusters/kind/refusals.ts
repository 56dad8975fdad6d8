import { Wait } from "testcontainers";
import type { WorldSpec } from "../world.ts";
import { buildStandIn, type ImageBuild } from "./application-image.ts";
import { startContainer } from "./container.ts";

const port = 5000;

/** Servers that answer every request with one status, started when somebody wants them. Toxiproxy knows no HTTP. */
export class Refusals implements AsyncDisposable {
  readonly #build: ImageBuild;
  readonly #running = new AsyncDisposableStack();
  readonly #upstreams = new Map<number, Promise<string>>();

  constructor(build: ImageBuild) {
    this.#build = build;
  }

  /** `host:port` on the run's network that answers with this status. */
  upstream(code: number): Promise<string> {
    const known = this.#upstreams.get(code) ?? this.#start(code);
    this.#upstreams.set(code, known);
    return known;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#running.disposeAsync();
  }

  async #start(code: number): Promise<string> {
    const { names, ledger } = this.#build;
    const name = names.refusals(code);
    const image = `${name}:latest`;
    this.#running.use(await buildStandIn(image, { ...refusing, errorStatus: code }, this.#build));
    const ready = Wait.forLogMessage("listening");
    this.#running.use(await startContainer({ name, image, network: names.network, ready }, names, ledger));
    return `${name}:${port}`;
  }
}

const behaviour: WorldSpec["images"][string]["behaviour"] = {
  startsAfter: 0,
  ready: true,
  errors: 1,
  latency: 0,
  readsConfig: [],
  whenConfig: [],
};
const refusing = { ...behaviour, version: "refusal", ports: [port] };
