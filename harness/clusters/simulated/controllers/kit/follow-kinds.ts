import type { Kinds } from "../../api/kinds.ts";
import { nameOf } from "../../api/server.ts";
import type { ControlPlane } from "./control-plane.ts";

export interface OwnKind {
  /** The name by which verbs take it. */
  readonly name: string;
  readonly group: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

/** Calls once for every kind that the cluster comes to serve beyond the built-in ones, however often it goes and comes back. */
export function followKinds({ api }: Pick<ControlPlane, "api">, come: (kind: OwnKind) => void): { stop(): void } {
  const seen = new Set<string>();
  const take = (resources: ReturnType<Kinds["own"]>) => {
    for (const resource of resources) {
      const name = nameOf(resource);
      if (seen.has(name) || api.kinds.get(name) === undefined) continue;
      seen.add(name);
      come({ name, group: resource.group, kind: resource.kind, namespaced: resource.namespaced });
    }
  };
  take(api.kinds.own());
  return api.kinds.onChange((change) => take(change.come));
}
