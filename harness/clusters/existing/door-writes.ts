import type { IncomingMessage } from "node:http";
import { isWrite, writtenResource } from "../api-write.ts";
import type { ApiWrite } from "../driver.ts";
import { isReady, type KubernetesClient } from "../kubernetes.ts";
import { attributesOf } from "../simulated/http/access/request-info.ts";
import { procedureAccount } from "./names.ts";

/** Told of a request's status when it is answered; 0 when no answer came, so that nobody knows what it did. */
export type Noted = (code: number) => void;

/** What the procedure wrote, as far as it came through the door. */
export class DoorWrites {
  readonly #observer: KubernetesClient;
  /** Path of the team's server, which stands before all others. */
  readonly #base: string;
  readonly #writes: ApiWrite[] = [];

  constructor(observer: KubernetesClient, server: string) {
    this.#observer = observer;
    this.#base = new URL(server).pathname.replace(/\/$/, "");
  }

  after(skip: number): readonly ApiWrite[] {
    return this.#writes.slice(skip);
  }

  /** @param at drill time at which the request came */
  async begin({ method = "GET", url = "/", headers }: IncomingMessage, at: number): Promise<Noted> {
    const { pathname, searchParams } = new URL(url, "https://door");
    const asked = attributesOf(method, pathname.slice(this.#base.length), searchParams);
    if (asked.kind !== "resource") return () => undefined;
    const { verb, group, resource, subresource, name } = asked;
    if (!isWrite(verb) || searchParams.has("dryRun")) return () => undefined;
    const namespace = asked.namespace === "" ? undefined : asked.namespace;
    const named = name === "" ? undefined : name;
    const removes = resource === "pods" && (verb === "delete" || subresource === "eviction");
    const podWasReady = removes && named !== undefined ? await this.#isReady(namespace, named) : undefined;
    let open = true;
    return (code) => {
      if (!open) return;
      open = false;
      this.#writes.push({
        at,
        user: procedureAccount,
        userAgent: headers["user-agent"] ?? "",
        verb,
        resource: writtenResource({ resource, group, subresource }),
        namespace,
        name: named,
        code,
        ...(podWasReady !== undefined && { podWasReady }),
      });
    };
  }

  /** Undefined when nobody can tell. */
  async #isReady(namespace: string | undefined, name: string): Promise<boolean | undefined> {
    const pod = await this.#observer.get("pods", namespace, name).catch(() => undefined);
    return pod?.["status"]?.conditions === undefined ? undefined : isReady(pod);
  }
}
