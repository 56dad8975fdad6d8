import type { KubernetesObject } from "../../kubernetes.ts";
import type { ApplicationSpec, ImageSpec } from "../../world.ts";
import { type ImageOrigins, originOf } from "../images/image-origins.ts";
import { type Container, portsOf } from "../../ports.ts";

/** Where a process of the workload can be asked. */
export interface Door {
  readonly pod: string;
  readonly node: string;
  /** `host:port` on the node's network. */
  readonly address: string;
  /** Undefined for an image that the scenario does not declare. */
  readonly image: ImageSpec | undefined;
}

interface PodStatus {
  readonly phase?: string;
  readonly podIP?: string;
  readonly containerStatuses?: readonly { readonly name: string; readonly imageID: string }[];
}

/** Of one pod; none when the application does not run in it. */
export function doorOf(
  { metadata, spec, status }: KubernetesObject,
  application: ApplicationSpec,
  origins: ImageOrigins,
): readonly Door[] {
  const containers: readonly (Container & { readonly image: string })[] = spec.containers;
  const found = containers.find(({ name }) => name === application.container);
  const { phase, podIP, containerStatuses = [] } = status as PodStatus;
  if (found === undefined || podIP === undefined || phase !== "Running") return [];
  const host = podIP.includes(":") ? `[${podIP}]` : podIP;
  const imageID = containerStatuses.find(({ name }) => name === application.container)?.imageID ?? "";
  const digest = /sha256:[0-9a-f]{64}/.exec(imageID)?.[0] ?? "";
  const image = originOf(origins, digest, found.image);
  const port = (found.ports === undefined ? servicePort(application) : undefined) ?? portsOf(found)[0];
  return [{ pod: metadata.name, node: spec.nodeName, address: `${host}:${port}`, image }];
}

interface ServicePort {
  readonly port: number;
  readonly targetPort?: number | string;
}

/** Port to which the team's service sends users; containers need not declare theirs. */
function servicePort({ manifests, service }: ApplicationSpec): number | undefined {
  const found = Object.values(manifests)
    .flat()
    .find(({ kind, metadata }) => kind === "Service" && metadata.name === service);
  const [first] = (found?.["spec"]?.ports ?? []) as readonly ServicePort[];
  const target = first?.targetPort ?? first?.port;
  return typeof target === "number" ? target : undefined;
}
