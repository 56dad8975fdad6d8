import { operatorEnd } from "../../links.ts";
import type { LinkGate } from "../http/link/gate.ts";
import type { Links } from "./links.ts";

/** The link between the operator and a cluster. Bytes on a cut link wait: to the client, the API server is silent. */
export function linkGate(links: Links, cluster: string): LinkGate {
  return {
    condition() {
      const { cut, bandwidth } = links.get(operatorEnd, cluster);
      if (cut) return { kind: "silent" };
      const delay = (bytes: number) =>
        links.delay(operatorEnd, cluster) + (bandwidth === undefined ? 0 : (bytes / bandwidth) * 1000);
      return { kind: "open", delay };
    },
    onChange: (listener) => links.onChange(listener),
  };
}
