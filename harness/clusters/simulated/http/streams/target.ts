import { chooseContainer } from "../../api/pod-container.ts";
import { badRequest } from "../../api/status-error.ts";
import type { Pod } from "../../kinds/pod.ts";
import type { Front } from "../front.ts";
import { booleanParameter, textParameter } from "../query.ts";
import { noSuchResource } from "../refusals.ts";
import type { Route } from "../route.ts";
import type { ContainerAddress } from "./pods.ts";
import type { Wanted } from "./session.ts";

/** What a client wants to stream to. */
export type StreamTarget =
  | {
      readonly kind: "exec" | "attach";
      readonly address: ContainerAddress;
      readonly command: readonly string[];
      readonly wanted: Wanted;
    }
  | {
      readonly kind: "portforward";
      readonly namespace: string;
      readonly pod: string;
      readonly ports: readonly number[];
    };

/** @throws StatusError 400, 404 */
export function streamTargetOf(front: Front, route: Route, query: URLSearchParams): StreamTarget {
  if (route.kind !== "resource") throw noSuchResource();
  const { group, plural, namespace, name, subresource } = route.target;
  if (group !== "" || plural !== "pods" || namespace === undefined || name === undefined) throw noSuchResource();
  if (subresource !== "exec" && subresource !== "attach" && subresource !== "portforward") throw noSuchResource();
  const ports = query.getAll("ports").map(portNumber);
  const pod = front.api.get("pods", namespace, name) as Pod;
  if (subresource === "portforward") {
    requireNode(pod);
    return { kind: "portforward", namespace, pod: name, ports };
  }
  const container = chooseContainer(pod, textParameter(query, "container"));
  requireNode(pod);
  const flag = (one: string) => booleanParameter(query, one);
  return {
    kind: subresource,
    address: { namespace, pod: name, container },
    command: query.getAll("command"),
    wanted: { stdin: flag("stdin"), stdout: flag("stdout"), stderr: flag("stderr"), tty: flag("tty") },
  };
}

function requireNode({ metadata, spec }: Pod): void {
  if ((spec.nodeName ?? "") === "") throw badRequest(`pod ${metadata.name} does not have a host assigned`);
}

function portNumber(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) < 65536) return Number(text);
  throw badRequest(`cannot convert to []int32: strconv.ParseUint: parsing ${JSON.stringify(text)}: invalid syntax`);
}
