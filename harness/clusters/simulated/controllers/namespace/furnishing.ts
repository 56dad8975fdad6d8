import type { KubernetesObject } from "../../../kubernetes.ts";
import type { Caller } from "../../api/verbs.ts";
import { controllerCaller, type ControlPlane } from "../kit/control-plane.ts";
import { keyOf } from "../kit/informer.ts";
import { WorkQueue } from "../kit/work-queue.ts";

const description =
  "Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the internal " +
  "service IP or kubernetes.default.svc. No other usage is guaranteed across distributions of Kubernetes clusters.";

interface Furniture {
  readonly controller: string;
  readonly resource: string;
  readonly object: KubernetesObject;
}

/**
 * Puts into every namespace what pods there count on: the service account `default` and the cluster's certificate
 * authority, and puts them back when somebody removes them.
 * @param certificateAuthority PEM of the authority that signs for the API server.
 */
export function startNamespaceFurnishing(plane: ControlPlane, certificateAuthority: string): Disposable {
  const queues = [
    furnish(plane, { controller: "service-account-controller", resource: "serviceaccounts", object: serviceAccount }),
    furnish(plane, {
      controller: "root-ca-cert-publisher",
      resource: "configmaps",
      object: { ...rootCertificate, data: { "ca.crt": certificateAuthority } },
    }),
  ];
  return {
    [Symbol.dispose]: () => {
      for (const queue of queues) queue.stop();
    },
  };
}

function furnish(
  { api, clock, random, informers }: ControlPlane,
  { controller, resource, object }: Furniture,
): WorkQueue {
  const caller: Caller = controllerCaller(controller);
  const namespaces = informers.of("namespaces");
  const present = informers.of(resource);
  const { name } = object.metadata;
  const queue = new WorkQueue({
    clock,
    random: random.derive(controller),
    reconcile: (key) => {
      const isActive = namespaces.get(key)?.["status"].phase === "Active";
      if (isActive && present.get(`${key}/${name}`) === undefined) api.create(resource, key, object, { caller });
    },
  });
  namespaces.onChange(({ now }) => {
    if (now !== undefined) queue.add(keyOf(now));
  });
  present.onChange(({ old, now }) => {
    if (now === undefined && old!.metadata.name === name) queue.add(old!.metadata.namespace!);
  });
  return queue;
}

const serviceAccount: KubernetesObject = { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "default" } };

const rootCertificate: KubernetesObject = {
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name: "kube-root-ca.crt", annotations: { "kubernetes.io/description": description } },
};
