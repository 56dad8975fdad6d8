import type { Pod } from "../kinds/pod.ts";
import { badRequest } from "./status-error.ts";

/** The container that a request for a pod's log or streams is about. @throws StatusError 400 */
export function chooseContainer(pod: Pod, wanted: string | undefined): string {
  const ephemeral = (pod.spec["ephemeralContainers"] ?? []) as readonly { readonly name: string }[];
  const names = [...(pod.spec.initContainers ?? []), ...pod.spec.containers, ...ephemeral].map(({ name }) => name);
  const [first] = pod.spec.containers;
  if (wanted === undefined) {
    if (names.length === 1) return first!.name;
    const main = pod.spec.containers.map(({ name }) => name).join(" ");
    const init = (pod.spec.initContainers ?? []).map(({ name }) => name).join(" ");
    const initText = init === "" ? "" : ` or one of the init containers: [${init}]`;
    throw badRequest(
      `a container name must be specified for pod ${pod.metadata.name}, choose one of: [${main}]${initText}`,
    );
  }
  if (!names.includes(wanted)) throw badRequest(`container ${wanted} is not valid for pod ${pod.metadata.name}`);
  return wanted;
}
