import { observerAgent } from "../agents.ts";
import { observerDeadline } from "../answers.ts";
import type { Survey } from "../driver.ts";
import { ApiError, ApiUnreachable } from "../kubernetes.ts";
import { Connection } from "../remote/connection.ts";
import { ResourcePaths } from "../remote/resource-paths.ts";
import { resourceNameOf } from "../resource-names.ts";
import type { WorldSpec } from "../world.ts";
import { usualAbilities } from "./abilities.ts";
import { reachesBeyond } from "./beyond.ts";
import { findingsOn, type Way } from "./chaos/link-findings.ts";
import { chaosDeeds, type ChaosSight, sightOf } from "./chaos/sights.ts";
import { type Deed, deedsOn, touchesOf } from "./deeds.ts";
import type { Member } from "./fleet.ts";
import { missingPermissions } from "./permissions.ts";

/** What a look at the team's clusters found, and the links between regions that Chaos Mesh can hinder there. */
export interface Found {
  readonly survey: Survey;
  readonly ways: readonly Way[];
}

/** Looks at the team's clusters: what they serve, and what this user may do. @param spec in the drill's own namespace */
export async function survey(spec: WorldSpec, members: readonly Member[]): Promise<Found> {
  const looks = await Promise.all(members.map((member) => lookAt(spec, member)));
  const sights = new Map(looks.flatMap(({ name, sight }) => (sight === undefined ? [] : [[name, sight] as const])));
  const links = findingsOn(spec, sights);
  const deeds = (name: string) => [
    ...deedsOn(name, spec),
    ...chaosDeeds(spec.application.namespace, links.farEnds.get(name) ?? []),
  ];
  const missing = await Promise.all(
    members.map(async (member, index) => (looks[index]!.isThere ? lackOf(member, deeds(member.spec.name)) : [])),
  );
  return {
    survey: {
      abilities: usualAbilities,
      problems: [...looks.flatMap(({ problems }, index) => [...problems, ...missing[index]!]), ...links.problems],
      touches: members.flatMap((member) => touchesOf(deeds(member.spec.name), member)),
      remarks: [...remarks, ...links.remarks],
    },
    ways: links.ways,
  };
}

const remarks = [
  "The procedure acts as a service account that may do what the role admin may in this namespace, and nothing elsewhere.",
  "Its kubeconfig leads through a proxy of the drill on 127.0.0.1, which notes what it writes: G7 knows that and no more.",
  "Users' requests go through the API server: while that is away, they count as bad.",
];

interface Look {
  readonly name: string;
  readonly isThere: boolean;
  readonly problems: readonly string[];
  /** Undefined where no fault is on its links to other regions, or where nobody could look. */
  readonly sight?: ChaosSight;
}

async function lookAt(spec: WorldSpec, member: Member): Promise<Look> {
  const { name } = member.spec;
  const isOnLink = spec.faultyLinks?.some(({ between }) => between.includes(name)) === true;
  return asking<Look>(
    member,
    (problem) => ({ name, isThere: false, problems: [problem] }),
    async (connection) => {
      const beyond = await objectsBeyond(connection, spec, name);
      const problems = beyond.map((object) => `${placeOf(member)}: ${object}`);
      const found = { name, isThere: true, problems };
      return isOnLink ? { ...found, sight: await sightOf(connection, member.team.context) } : found;
    },
  );
}

function lackOf(member: Member, deeds: readonly Deed[]): Promise<readonly string[]> {
  return asking(
    member,
    (problem) => [problem],
    async (connection) => {
      const missing = await missingPermissions(connection, deeds);
      return missing.map((deed) => `${placeOf(member)}: this user may not ${deed}`);
    },
  );
}

/** Asks a cluster; one that is away or refuses is a problem in a sentence. */
async function asking<T>(
  member: Member,
  refused: (problem: string) => T,
  ask: (connection: Connection) => Promise<T>,
): Promise<T> {
  const { team } = member;
  const { context } = team;
  using connection = new Connection({
    kubeconfig: team,
    context,
    userAgent: observerAgent,
    deadline: observerDeadline,
  });
  try {
    return await ask(connection);
  } catch (error) {
    if (!(error instanceof ApiError) && !(error instanceof ApiUnreachable)) throw error;
    return refused(`${placeOf(member)}: ${error.message}`);
  }
}

function placeOf({ spec: { name }, team: { context } }: Member): string {
  return `cluster ${name} (context ${context})`;
}

/** Objects of the application that would be felt outside the drill's namespace. */
async function objectsBeyond(connection: Connection, spec: WorldSpec, cluster: string): Promise<readonly string[]> {
  const paths = new ResourcePaths(connection);
  const { application, images } = spec;
  const versions = Object.values(images).flatMap(({ manifests = [] }) => manifests);
  const found: string[] = [];
  for (const object of [...(application.manifests[cluster] ?? []), ...versions]) {
    const why = reachesBeyond(object, application.namespace, await paths.isNamespaced(resourceNameOf(object)));
    if (why !== undefined) found.push(`${object.kind} ${object.metadata.name} cannot be part of a drill: ${why}`);
  }
  return found;
}
