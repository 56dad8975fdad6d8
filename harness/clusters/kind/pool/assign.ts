import { UserError } from "../../../base/errors.ts";
import type { ClusterSpec } from "../../world.ts";

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
  for (const { name, nodes } of [...wanted].sort((a, b) => b.nodes - a.nodes)) {
    const found = free.findIndex((candidate) => candidate.nodes >= nodes);
    if (found < 0) throw tooSmall(wanted, pool);
    assigned.set(name, free.splice(found, 1)[0]!);
  }
  return assigned;
}

function tooSmall(wanted: readonly ClusterSpec[], pool: readonly Candidate[]): UserError {
  const needs = wanted.map(({ name, nodes }) => `${name} ${ofNodes(nodes)}`).join(", ");
  const has = pool.map(({ name, nodes }) => `cluster ${name} ${ofNodes(nodes)}`).join(", ");
  const nodes = Math.max(...wanted.map((cluster) => cluster.nodes));
  return new UserError(`the pool is too small: the scenario wants ${needs}; the pool has ${has || "nothing"}`, {
    hint: `Make it larger with drill pool up --clusters ${wanted.length}${nodes > 1 ? ` --nodes ${nodes}` : ""}.`,
  });
}

function ofNodes(count: number): string {
  return `of ${count} node${count === 1 ? "" : "s"}`;
}
