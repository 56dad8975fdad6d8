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
import { deedsOn, touchesOf } from "./deeds.ts";
import type { Member } from "./fleet.ts";
import { missingPermissions } from "./permissions.ts";

/** Looks at the team's clusters: what they serve, and what this user may do. @param spec in the drill's own namespace */
export async function survey(spec: WorldSpec, members: readonly Member[]): Promise<Survey> {
  const looks = await Promise.all(members.map((member) => lookAt(spec, member)));
  return {
    abilities: usualAbilities,
    problems: looks.flatMap(({ problems }) => problems),
    touches: members.flatMap((member) => touchesOf(spec, member)),
    remarks,
  };
}

const remarks = [
  "The procedure acts as a service account that may do what the role admin may in this namespace, and nothing elsewhere.",
  "Its kubeconfig leads through a proxy of the drill on 127.0.0.1, which notes what it writes: G7 knows that and no more.",
  "Users' requests go through the API server: while that is away, they count as bad.",
];

async function lookAt(spec: WorldSpec, { spec: { name }, team }: Member): Promise<{ problems: readonly string[] }> {
  using connection = new Connection({
    kubeconfig: team,
    context: team.context,
    userAgent: observerAgent,
    deadline: observerDeadline,
  });
  const at = `cluster ${name} (context ${team.context})`;
  try {
    const beyond = await objectsBeyond(connection, spec, name);
    const missing = await missingPermissions(connection, deedsOn(name, spec));
    return {
      problems: [
        ...beyond.map((object) => `${at}: ${object}`),
        ...missing.map((deed) => `${at}: this user may not ${deed}`),
      ],
    };
  } catch (error) {
    if (!(error instanceof ApiError) && !(error instanceof ApiUnreachable)) throw error;
    return { problems: [`${at}: ${error.message}`] };
  }
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
