import { ApiError } from "../../kubernetes.ts";
import { RemoteClient } from "../../remote/client.ts";
import type { Connection } from "../../remote/connection.ts";
import type { Deed } from "../deeds.ts";
import { addressesOf, type ClusterAddresses } from "./addresses.ts";
import { networkChaos, networkChaosVersion } from "./network-chaos.ts";

/** What a cluster has for faults on its links to other regions. */
export interface ChaosSight {
  readonly context: string;
  /** Whether it serves NetworkChaos. */
  readonly isServed: boolean;
  /** Where others reach it; undefined when this user may not list nodes. */
  readonly addresses: ClusterAddresses | undefined;
}

/** Looks without changing anything. @throws ApiError, ApiUnreachable */
export async function sightOf(connection: Connection, context: string): Promise<ChaosSight> {
  const isServed = await isNetworkChaosServed(connection);
  return { context, isServed, addresses: isServed ? await nodeAddresses(connection) : undefined };
}

async function isNetworkChaosServed(connection: Pick<Connection, "send">): Promise<boolean> {
  try {
    const answer = await connection.send({ method: "GET", path: `/apis/${networkChaosVersion}` });
    const { resources } = answer as { readonly resources: readonly { readonly name: string }[] };
    return resources.some(({ name }) => name === "networkchaos");
  } catch (error) {
    if (error instanceof ApiError && error.code === 404) return false;
    throw error;
  }
}

async function nodeAddresses(connection: Connection): Promise<ClusterAddresses | undefined> {
  try {
    return addressesOf(await new RemoteClient(connection).list("nodes"));
  } catch (error) {
    if (error instanceof ApiError && error.code === 403) return undefined;
    throw error;
  }
}

/** What a drill does with Chaos Mesh on a cluster whose links to others have faults. */
export function chaosDeeds(namespace: string, far: readonly string[]): readonly Deed[] {
  if (far.length === 0) return [];
  return [
    {
      verbs: ["create", "list", "delete"],
      resource: networkChaos,
      namespace,
      why: `for each pod, what it sends to ${far.join(" and ")}`,
    },
    { verbs: ["list"], resource: "nodes", namespace: undefined, why: "addresses of the links' far ends" },
  ];
}
