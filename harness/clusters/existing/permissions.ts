import type { Connection } from "../remote/connection.ts";
import { partsOf } from "../remote/resource-paths.ts";
import type { Deed } from "./deeds.ts";

/** Asks the API server of everything that a drill does whether this user may do it. @returns what is not allowed, once each. */
export async function missingPermissions(
  connection: Pick<Connection, "send">,
  deeds: readonly Deed[],
): Promise<readonly string[]> {
  const asked = new Map(deeds.flatMap((deed) => deed.verbs.map((verb) => [textOf(verb, deed), { verb, deed }])));
  const answers = await Promise.all(
    [...asked].map(async ([text, { verb, deed }]) => ((await isAllowed(connection, verb, deed)) ? undefined : text)),
  );
  return answers.filter((text) => text !== undefined);
}

function textOf(verb: string, { resource, name, namespace }: Deed): string {
  const what = name === undefined ? resource : `${resource} ${name}`;
  return `${verb} ${what}${namespace === undefined ? "" : ` in namespace ${namespace}`}`;
}

/** A review is answered and not kept. */
async function isAllowed(connection: Pick<Connection, "send">, verb: string, deed: Deed): Promise<boolean> {
  const [wanted = "", subresource] = deed.resource.split("/");
  const { plural, group } = partsOf(wanted);
  const answer = (await connection.send({
    method: "POST",
    path: "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
    body: {
      apiVersion: "authorization.k8s.io/v1",
      kind: "SelfSubjectAccessReview",
      spec: {
        resourceAttributes: { verb, group, resource: plural, subresource, namespace: deed.namespace, name: deed.name },
      },
    },
  })) as { readonly status?: { readonly allowed?: boolean } };
  return answer.status?.allowed === true;
}
