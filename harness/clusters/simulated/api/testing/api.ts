import { Random } from "../../../../base/random.ts";
import { VirtualClock } from "../../../../base/virtual-clock.ts";
import type { KubernetesObject, ResourceName } from "../../../kubernetes.ts";
import { createApiServer, type RequestRecord } from "../api-server.ts";
import { StatusError } from "../status-error.ts";
import type { Caller } from "../verbs.ts";

export const kubectl: Caller = {
  user: { name: "kubernetes-admin", groups: ["system:masters"] },
  userAgent: "kubectl/v1.34.4 (linux)",
};
export const kubelet: Caller = {
  user: { name: "system:node:n1", groups: ["system:nodes"] },
  userAgent: "kubelet/v1.34.4 (linux)",
};

/** An API server under virtual time, and what was asked of it since its own start. */
export function startApi(seed = 1) {
  const clock = new VirtualClock();
  const requests: RequestRecord[] = [];
  const api = createApiServer({ clock, random: new Random(seed), onRequest: (request) => requests.push(request) });
  requests.length = 0;
  return { api, clock, requests };
}

/** The error that an action is refused with. */
export function refusal(action: () => unknown): StatusError {
  try {
    action();
  } catch (error) {
    if (error instanceof StatusError) return error;
    throw error;
  }
  throw new Error("the server did not refuse");
}

/** The error that the first creation of all is refused with. */
export function refusedCreation(resource: ResourceName, body: KubernetesObject): StatusError {
  return refusal(() => startApi().api.create(resource, "default", body, { caller: kubectl }));
}

/** What a refusal says after `Kind "name" is invalid: `. */
export function findingsOf({ message }: StatusError): string {
  return message.slice(message.indexOf("is invalid: ") + "is invalid: ".length);
}

/** Each field that a refusal names, and what it says of it. */
export function causesOf({ details }: StatusError): string[] {
  return (details?.causes ?? []).map(({ field, message }) => `${field}: ${message}`);
}

export function configMap(name: string, data: Record<string, string> = {}, metadata: object = {}): KubernetesObject {
  return { apiVersion: "v1", kind: "ConfigMap", metadata: { name, ...metadata }, data };
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a spec as people write it
type Spec = Record<string, any>;

export function deployment(name: string, spec: Spec = {}, container: Spec = {}): KubernetesObject {
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name, labels: { app: name } },
    spec: {
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name } },
        spec: { containers: [{ name: "app", image: "shop/api:1", ...container }] },
      },
      ...spec,
    },
  };
}

export function pod(name: string, spec: Spec = {}, metadata: object = {}): KubernetesObject {
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, labels: { app: "web" }, ...metadata },
    spec: { containers: [{ name: "app", image: "shop/api:1" }], ...spec },
  };
}
