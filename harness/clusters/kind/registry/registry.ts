import type { Clock } from "../../../base/clock.ts";
import type { PullProbe, Registry as RegistryContract, RegistryFault } from "../../driver.ts";
import { registryProbeDeadline } from "../../answers.ts";
import { parseReference, taggedReference } from "../../image-reference.ts";
import { operatorEnd } from "../../links.ts";
import { CommandFailed, docker } from "../docker/docker.ts";
import type { Proxies } from "../links/proxies.ts";
import { nobody, refusing } from "./refusals.ts";
import { type RegistryContainer, registryUpstream } from "./registry-container.ts";

export interface RegistryOptions {
  readonly container: RegistryContainer;
  readonly proxies: Proxies;
  readonly clock: Clock;
  /** A reference of which a pull is tried, as nodes write it. */
  readonly canary: string;
  /** Nodes of each cluster; that is done on every one. */
  readonly nodes: ReadonlyMap<string, readonly string[]>;
}

/** Name of the proxy between a cluster and the registry; the operator has one too. */
export function registryProxy(end: string): string {
  return `registry-${end}`;
}

/** The registry as each cluster sees it: through a proxy of its own. */
export class Registry implements RegistryContract {
  readonly #options: RegistryOptions;
  readonly #faulty = new Set<string>();

  constructor(options: RegistryOptions) {
    this.#options = options;
  }

  async digest(reference: string): Promise<string | undefined> {
    const parsed = parseReference(reference);
    if (parsed === undefined) return undefined;
    return this.#options.container.digest(parsed.repository, parsed.digest ?? parsed.tag!);
  }

  async retag(reference: string, digest: string | undefined): Promise<void> {
    const { repository, tag } = taggedReference(reference);
    await this.#options.container.retag(repository, tag, digest);
  }

  async setFault(clusters: readonly string[], fault: RegistryFault | undefined): Promise<void> {
    for (const cluster of clusters) {
      await this.#apply(registryProxy(cluster), fault);
      if (fault === undefined) this.#faulty.delete(cluster);
      else this.#faulty.add(cluster);
    }
    // What every cluster meets is taken to be in the registry itself, so the operator meets it too.
    const everywhere = this.#faulty.size === this.#options.nodes.size;
    await this.#apply(registryProxy(operatorEnd), everywhere ? fault : undefined);
  }

  /** Has each node's containerd pull the canary: what a pod would meet, mirrors and fallbacks included. */
  async probe(cluster: string): Promise<readonly PullProbe[]> {
    const { nodes, clock } = this.#options;
    return Promise.all(
      nodes.get(cluster)!.map(async (node) => {
        const asked = clock.now();
        const { ok, detail } = await this.#pull(node);
        return { node, ok, detail, took: clock.now() - asked };
      }),
    );
  }

  async #pull(node: string): Promise<Pick<PullProbe, "ok" | "detail">> {
    const { canary } = this.#options;
    // The node ends it: a pull that goes on when nobody waits for it any more would be in the way of others.
    const pull = ["timeout", `${registryProbeDeadline / 1_000}`, "crictl", "pull", canary];
    try {
      await docker(["exec", node, ...pull]);
      return { ok: true, detail: `pulled ${canary}` };
    } catch (error) {
      if (!(error instanceof CommandFailed)) throw error;
      return { ok: false, detail: error.exitCode === endedByTimeout ? noAnswer : causeOf(error) };
    }
  }

  async #apply(proxy: string, fault: RegistryFault | undefined): Promise<void> {
    const { proxies } = this.#options;
    const sound = { latency: 0, jitter: 0, cut: false };
    await proxies.clear(proxy);
    await proxies.redirect(proxy, registryUpstream);
    await proxies.enable(proxy);
    switch (fault?.mode) {
      case undefined:
        return;
      case "refused":
        return proxies.disable(proxy);
      case "stopped":
        return proxies.redirect(proxy, nobody);
      case "black-hole":
        return proxies.shape(proxy, { ...sound, cut: true });
      case "slow":
        return proxies.shape(proxy, { ...sound, latency: fault.delay / 2 });
      case "5xx":
        return proxies.redirect(proxy, refusing(503));
      case "429":
        return proxies.redirect(proxy, refusing(429));
    }
  }
}

/** Exit code of `timeout` when it has ended the command. */
const endedByTimeout = 124;
const noAnswer = `no answer within ${registryProbeDeadline / 1_000} s`;

/** The end of what containerd says: the beginning repeats the reference several times. */
function causeOf({ stderr, message }: CommandFailed): string {
  const known =
    /(connection refused|connection reset by peer|\b\d{3} [A-Z][A-Za-z ]+|EOF|i\/o timeout|no such host|not found)/.exec(
      stderr,
    );
  return known?.[1] ?? message;
}
