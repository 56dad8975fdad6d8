import { CommandFailed, docker } from "../docker/docker.ts";
import { RemoteClient } from "../../remote/client.ts";
import { Connection } from "../../remote/connection.ts";
import { observerAgent } from "../../agents.ts";
import { type Inventory, takeInventory } from "./inventory.ts";
import { lookIntoNode, type NodeContents } from "./node-contents.ts";

/** ms that the API server of a pool's cluster may take to answer. */
const deadline = 10_000;

/** One cluster of a pool, with a connection of the pool's own. */
export interface PooledCluster extends Disposable {
  /** Names of its nodes, the control plane first. */
  readonly nodes: readonly string[];
  readonly connection: Connection;
  readonly client: RemoteClient;
}

/** @param kubeconfig as kind wrote it, @param context in it */
export function reach(kubeconfig: string, context: string, nodes: readonly string[]): PooledCluster {
  const connection = new Connection({ kubeconfig, context, userAgent: observerAgent, deadline });
  const client = new RemoteClient(connection);
  return { nodes, connection, client, [Symbol.dispose]: () => connection[Symbol.dispose]() };
}

/** What a cluster is like right now. A text stands for what could not be looked at, and says why. */
export interface Sight {
  /** What Docker says of each node: `running`, `paused`, `exited`, `missing`. */
  readonly containers: Readonly<Record<string, string>>;
  readonly inventory: Inventory | string;
  readonly contents: Readonly<Record<string, NodeContents | string>>;
}

/** Looks at everything that a drill could have left behind. Never rejects because of what it finds. */
export async function look({ nodes, connection }: PooledCluster): Promise<Sight> {
  const containers = await containerStates(nodes);
  const hasAll = nodes.every((node) => containers[node] === "running");
  const [inventory, ...contents] = await Promise.all([
    hasAll ? takeInventory(connection).catch((error: Error) => error.message) : "not all nodes are running",
    ...nodes.map((node) =>
      containers[node] === "running" ? lookIntoNode(node).catch((error: Error) => error.message) : "it is not running",
    ),
  ]);
  return { containers, inventory, contents: Object.fromEntries(nodes.map((node, index) => [node, contents[index]!])) };
}

async function containerStates(nodes: readonly string[]): Promise<Readonly<Record<string, string>>> {
  const states = await Promise.all(
    nodes.map((node) =>
      docker(["container", "inspect", "--format", "{{.State.Status}}", node]).catch((error: unknown) => {
        if (error instanceof CommandFailed) return "missing";
        throw error;
      }),
    ),
  );
  return Object.fromEntries(nodes.map((node, index) => [node, states[index]!]));
}
