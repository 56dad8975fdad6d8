import type { Clock } from "../../../base/clock.ts";
import { registryProbeDeadline } from "../../answers.ts";
import type { PullProbe, Registry as RegistryContract, RegistryFault } from "../../driver.ts";
import type { RegistryAccess } from "./access.ts";
import type { Catalogue } from "./catalogue.ts";
import { parseReference, taggedReference } from "../../image-reference.ts";

/** The registry as the harness handles it. */
export class Registry implements RegistryContract {
  readonly #catalogue: Catalogue;
  readonly #access: RegistryAccess;
  readonly #host: string;
  readonly #clock: Clock;

  constructor(options: { catalogue: Catalogue; access: RegistryAccess; host: string; clock: Clock }) {
    this.#catalogue = options.catalogue;
    this.#access = options.access;
    this.#host = options.host;
    this.#clock = options.clock;
  }

  async digest(reference: string): Promise<string | undefined> {
    const parsed = parseReference(reference);
    return parsed && this.#catalogue.manifest(parsed.repository, parsed.digest ?? parsed.tag!)?.digest;
  }

  async retag(reference: string, digest: string | undefined): Promise<void> {
    const { repository, tag } = taggedReference(reference);
    this.#catalogue.retag(repository, tag, digest);
  }

  async setFault(clusters: readonly string[], fault: RegistryFault | undefined): Promise<void> {
    this.#access.setFault(clusters, fault);
  }

  /** All nodes of a cluster meet the same. */
  async probe(cluster: string): Promise<readonly PullProbe[]> {
    const asked = this.#clock.now();
    const met = await this.#ask(cluster);
    return [{ ...met, took: this.#clock.now() - asked }];
  }

  async #ask(cluster: string): Promise<Pick<PullProbe, "ok" | "detail">> {
    const { fault, cut, roundTrip } = this.#access.view(cluster, this.#host);
    if (cut || fault?.mode === "black-hole") {
      await this.#clock.sleep(registryProbeDeadline);
      return { ok: false, detail: `no answer within ${registryProbeDeadline / 1000} s` };
    }
    await this.#clock.sleep(roundTrip + (fault?.mode === "slow" ? fault.delay : 0));
    switch (fault?.mode) {
      case "refused":
        return { ok: false, detail: "connection refused" };
      case "stopped":
        return { ok: false, detail: "EOF" };
      case "5xx":
        return { ok: false, detail: "503 Service Unavailable" };
      case "429":
        return { ok: false, detail: "429 Too Many Requests" };
      case "slow":
        return { ok: true, detail: `answers after ${fault.delay / 1000} s` };
      default:
        return { ok: true, detail: "answers" };
    }
  }
}
