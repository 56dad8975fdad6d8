import type { Clock } from "../../base/clock.ts";
import type { ApiWrite } from "../driver.ts";
import type { RequestRecord } from "./api/api-server.ts";
import type { ApiServer, Caller } from "./api/verbs.ts";
import { isPodReady, type Pod } from "./kinds/pod.ts";

/** The harness where it looks on and sets up; what it does is no part of the drill. */
export const observer: Caller = {
  user: { name: "drill:observer", groups: ["system:masters"] },
  userAgent: "rollback-drill",
};

/** Components of the cluster: controllers, scheduler, kubelets, the API server itself. */
const component = /^system:(?:apiserver$|kube-|node:|serviceaccount:kube-system:)/;

/** Whether a request is one of the cluster's own components'. */
export function isComponent({ user }: Caller): boolean {
  return component.test(user.name);
}

/** What an audit log would hold of the requests that change something, without those of the cluster's own components. */
export class WriteLog {
  readonly #clock: Clock;
  readonly #writes: ApiWrite[] = [];
  /** Readiness of every pod that there has been, by namespace and name: a forced deletion leaves nothing to ask. */
  readonly #ready = new Map<string, boolean>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  follow(api: ApiServer): { stop(): void } {
    return api.watch("pods", {}, ({ type, object }) => {
      if (type !== "DELETED")
        this.#ready.set(key(object.metadata.namespace, object.metadata.name), isPodReady(object as Pod));
    });
  }

  add({ caller, verb, resource, subresource, namespace, name, dryRun, code }: RequestRecord): void {
    if (dryRun || isComponent(caller) || caller.user.name === observer.user.name) return;
    const ready = verb === "delete" && resource === "pods" ? this.#ready.get(key(namespace, name)) : undefined;
    this.#writes.push({
      at: this.#clock.now(),
      user: caller.user.name,
      userAgent: caller.userAgent,
      verb,
      resource: subresource === undefined ? resource : `${resource}/${subresource}`,
      namespace,
      name,
      code,
      ...(ready === undefined ? {} : { podWasReady: ready }),
    });
  }

  /** Without the first `skip`, which have been read already. */
  after(skip: number): readonly ApiWrite[] {
    return this.#writes.slice(skip);
  }
}

function key(namespace: string | undefined, name: string): string {
  return `${namespace}/${name}`;
}
