import type { KubernetesObject } from "../../../kubernetes.ts";
import type { Server } from "../server.ts";
import { isTrue } from "./conditions.ts";
import { resourcesOf } from "./custom-resource.ts";
import type { Definition } from "./definition.ts";

const definitions = "customresourcedefinitions.apiextensions.k8s.io";

/** Serves the kinds of definitions that are established, from the very write on that says so. */
export function serveDefinitions(server: Server): void {
  const everything = { namespace: undefined, selects: undefined };
  server.store.watch(definitions, everything, server.store.revision, ({ type, object }) => {
    const { name } = object.metadata;
    const before = known.get(name);
    const definition = type === "DELETED" ? undefined : (object as Definition);
    const isServed = definition !== undefined && isTrue(definition, "Established");
    const now = isServed ? serving(definition) : undefined;
    if (before === now || (before !== undefined && now !== undefined && sameServing(before, now))) return;
    if (now === undefined) known.delete(name);
    else known.set(name, now);
    server.kinds.replace(name, isServed ? resourcesOf(definition) : []);
  });
  const known = new Map<string, Serving>();
}

/** What the resources of a definition depend on. */
interface Serving {
  readonly spec: KubernetesObject["spec"];
  readonly names: unknown;
  readonly isTerminating: boolean;
}

function serving({ spec, status, metadata }: Definition): Serving {
  return { spec, names: status?.acceptedNames, isTerminating: metadata.deletionTimestamp !== undefined };
}

function sameServing(a: Serving, b: Serving): boolean {
  return a.spec === b.spec && a.names === b.names && a.isTerminating === b.isTerminating;
}
