import { UserError } from "../../../base/errors.ts";
import type { ClusterSpec } from "../../world.ts";
import { nodesWanted } from "../nodes/node-roles.ts";

/** As much of a pool's cluster as it takes to choose one. */
export interface Candidate {
  readonly name: string;
  readonly nodes: number;
}

/**
 * Gives every cluster of a scenario one of the pool's with enough nodes, the smallest that will do.
 * @throws UserError with the command that makes the pool large enough.
 */
export function assign<T extends Candidate>(
  wanted: readonly ClusterSpec[],
  pool: readonly T[],
): ReadonlyMap<string, T> {
  const free = [...pool].sort((a, b) => a.nodes - b.nodes);
  const assigned = new Map<string, T>();
  for (const spec of [...wanted].sort((a, b) => nodesWanted(b) - nodesWanted(a))) {
    const found = free.findIndex((candidate) => candidate.nodes >= nodesWanted(spec));
    if (found < 0) throw tooSmall(wanted, pool);
    assigned.set(spec.name, free.splice(found, 1)[0]!);
  }
  return assigned;
}

function tooSmall(wanted: readonly ClusterSpec[], pool: readonly Candidate[]): UserError {
  const needs = wanted.map((spec) => `${spec.name} ${ofNodes(nodesWanted(spec))}`).join(", ");
  const has = pool.map(({ name, nodes }) => `cluster ${name} ${ofNodes(nodes)}`).join(", ");
  const nodes = Math.max(...wanted.map(nodesWanted));
  return new UserError(`the pool is too small: the scenario wants ${needs}; the pool has ${has || "nothing"}`, {
    hint: `Make it larger with drill pool up --clusters ${wanted.length}${nodes > 1 ? ` --nodes ${nodes}` : ""}.`,
  });
}

function ofNodes(count: number): string {
  return `of ${count} node${count === 1 ? "" : "s"}`;
}
