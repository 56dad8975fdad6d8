import { createHash } from "node:crypto";
import type { Clock } from "../../base/clock.ts";
import { until } from "../../base/until.ts";
import type { KubernetesClient, KubernetesObject } from "../kubernetes.ts";
import type { ApplicationSpec } from "../world.ts";
import { runLabel } from "../run-label.ts";

/** ms that a node may take to pull an image that the team says is there. */
const pullTimeout = 120_000;

/** There is no such program in any image: the image is pulled, and nothing of it runs. */
const nothing = "/rollback-drill-starts-nothing-of-this-image";

export interface PullsOptions {
  readonly cluster: string;
  readonly client: KubernetesClient;
  readonly application: ApplicationSpec;
  readonly runId: string;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

interface PulledStatus {
  readonly imageID?: string;
  readonly state?: { readonly waiting?: { readonly reason?: string; readonly message?: string } };
}

/** Has a cluster pull images as the team's own pods would, and reads what its nodes make of them. */
export class Pulls {
  readonly #options: PullsOptions;

  constructor(options: PullsOptions) {
    this.#options = options;
  }

  /** Manifest digest of a reference; undefined when the registry has none. Rejects when it cannot be pulled for another reason. */
  async digest(reference: string): Promise<string | undefined> {
    const { client, application, clock, signal, cluster } = this.#options;
    const { namespace } = application;
    const pod = this.#podFor(reference);
    const { name } = pod.metadata;
    await client.create("pods", namespace, pod);
    try {
      let last: PulledStatus | undefined;
      const found = await until(
        async () => {
          last = (await client.get("pods", namespace, name))?.["status"]?.containerStatuses?.[0] as PulledStatus;
          const digest = /sha256:[0-9a-f]{64}/.exec(last?.imageID ?? "")?.[0];
          return digest ?? (saysMissing(last) ? "missing" : undefined);
        },
        { clock, every: 500, deadline: clock.now() + pullTimeout, signal },
      );
      if (found === undefined)
        throw new Error(
          `${cluster} does not pull ${reference}: ${whyNot(last)}. It has to be in a registry that the cluster can pull from, ` +
            "with its pull secret among the manifests, or on every node.",
        );
      return found === "missing" ? undefined : found;
    } finally {
      await client.delete("pods", namespace, name);
    }
  }

  #podFor(image: string): KubernetesObject {
    const { application, runId } = this.#options;
    const { workload, container: name, namespace, manifests } = application;
    const deployment = (manifests[this.#options.cluster] ?? []).find(
      ({ kind, metadata }) => kind === "Deployment" && metadata.name === workload.name,
    );
    const team = deployment?.["spec"].template.spec ?? {};
    const container = team.containers?.find((one: { readonly name: string }) => one.name === name) ?? {};
    const { imagePullSecrets, nodeSelector, tolerations, affinity, securityContext } = team;
    const { imagePullPolicy, resources, securityContext: ownContext } = container;
    const hash = createHash("sha256").update(image).digest("hex").slice(0, 10);
    return {
      apiVersion: "v1",
      kind: "Pod",
      metadata: { name: `drill-pull-${hash}`, namespace, labels: { [runLabel]: runId } },
      spec: {
        restartPolicy: "Never",
        terminationGracePeriodSeconds: 0,
        automountServiceAccountToken: false,
        imagePullSecrets,
        nodeSelector,
        tolerations,
        affinity,
        securityContext,
        containers: [
          { name: "pull", image, command: [nothing], imagePullPolicy, resources, securityContext: ownContext },
        ],
      },
    };
  }
}

function saysMissing(status: PulledStatus | undefined): boolean {
  const { reason = "", message = "" } = status?.state?.waiting ?? {};
  if (!["ErrImagePull", "ImagePullBackOff"].includes(reason)) return false;
  return (
    /not found|manifest unknown|does not exist/.test(message) && !/no such host|authorization|denied/.test(message)
  );
}

function whyNot(status: PulledStatus | undefined): string {
  const { reason = "no node has begun", message = "" } = status?.state?.waiting ?? {};
  return message === "" ? reason : `${reason}: ${message}`;
}
