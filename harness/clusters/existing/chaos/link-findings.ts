import type { WorldSpec } from "../../world.ts";
import { operatorEnd } from "../../links.ts";
import { unmistakable } from "./addresses.ts";
import type { ChaosSight } from "./sights.ts";

/** One direction of a link that Chaos Mesh can hinder. */
export interface Way {
  readonly near: string;
  readonly far: string;
  readonly targets: readonly [string, ...string[]];
}

/** What faults on links between regions can do on these clusters. */
export interface LinkFindings {
  readonly ways: readonly Way[];
  /** By cluster: the far ends of links on which it hinders its pods, whether or not their addresses are known. */
  readonly farEnds: ReadonlyMap<string, readonly string[]>;
  readonly problems: readonly string[];
  readonly remarks: readonly string[];
}

type Sights = ReadonlyMap<string, ChaosSight>;

/** @param sights of every cluster on a link that faults change */
export function findingsOn({ faultyLinks = [], links }: WorldSpec, sights: Sights): LinkFindings {
  const pairs = new Map(faultyLinks.map(({ between }) => [nameOf(between), between]));
  const limited = new Set(faultyLinks.filter(({ hasBandwidth }) => hasBandwidth).map(({ between }) => nameOf(between)));
  const farEnds = new Map<string, string[]>();
  const ways: Way[] = [];
  const problems: string[] = [];
  const remarks: string[] = [];
  for (const [name, [one, other]] of pairs) {
    const lacking = [one, other].filter((cluster) => sights.get(cluster)?.isServed !== true);
    if (lacking.length > 0) {
      const contexts = lacking.map((cluster) => sights.get(cluster)?.context ?? cluster);
      remarks.push(withoutChaosMesh(name, contexts));
      continue;
    }
    remarks.push(withChaosMesh(name));
    if (limited.has(name)) remarks.push(`The bandwidth of the link ${name} is limited for users only.`);
    for (const [near, far] of [[one, other] as const, [other, one] as const]) {
      farEnds.set(near, [...(farEnds.get(near) ?? []), far]);
      const way = wayBetween(near, far, sights);
      if (typeof way === "string") problems.push(`link ${name}: ${way}`);
      else if (way !== undefined) ways.push(way);
    }
  }
  const slow = links.filter(({ between }) => !between.includes(operatorEnd)).map(({ between }) => nameOf(between));
  if (slow.length > 0)
    remarks.push(
      `The scenario's links ${slow.join(", ")} slow users only: pods are as far from each other as they are.`,
    );
  return { ways, farEnds, problems, remarks };
}

function nameOf(between: readonly [string, string]): string {
  return [...between].sort().join("–");
}

/** Where addresses could not be listed, the missing permission is a problem already. */
function wayBetween(near: string, far: string, sights: Sights): Way | string | undefined {
  const [own, others] = [sights.get(near)?.addresses, sights.get(far)?.addresses];
  if (own === undefined || others === undefined) return undefined;
  if (others.nodes.length === 0)
    return `no node of ${far} has an IPv4 address, so that Chaos Mesh cannot be told what leads there`;
  const [first, ...more] = unmistakable(others, own);
  if (first === undefined)
    return `every address of ${far}'s nodes and pods is one of ${near}'s too (${[...others.nodes, ...others.pods].join(", ")})`;
  return { near, far, targets: [first, ...more] };
}

function withoutChaosMesh(link: string, contexts: readonly string[]): string {
  return (
    `Faults on the link ${link} reach only users whom the other region serves, not what pods send each other: ` +
    `${contexts.join(" and ")} ${contexts.length === 1 ? "does" : "do"} not serve networkchaos.chaos-mesh.org/v1alpha1.`
  );
}

function withChaosMesh(link: string): string {
  return (
    `Faults on the link ${link} reach users whom the other region serves and, by Chaos Mesh, what pods send to the other ` +
    "cluster's nodes and pods; what goes by load balancers, gateways or other addresses is not reached."
  );
}
