import type { KubernetesClient } from "../kubernetes.ts";
import type { Connection } from "../remote/connection.ts";
import { procedureAccount, procedureRole } from "./names.ts";

/** Seconds for which the procedure's token is asked for; it ends with the namespace in any case. */
const tokenLifetime = 86_400;

/**
 * Makes whom the procedure acts as: a service account that may do what the role `admin` may in the drill's namespace, and
 * nothing elsewhere. A script that names another namespace is refused by the cluster. @returns the account's token
 */
export async function createProcedureAccount(
  client: KubernetesClient,
  connection: Pick<Connection, "send">,
  namespace: string,
): Promise<string> {
  const metadata = { name: procedureAccount, namespace };
  await client.create("serviceaccounts", namespace, { apiVersion: "v1", kind: "ServiceAccount", metadata });
  await client.create("rolebindings.rbac.authorization.k8s.io", namespace, {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "RoleBinding",
    metadata,
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: procedureRole },
    subjects: [{ kind: "ServiceAccount", name: procedureAccount, namespace }],
  });
  const answer = (await connection.send({
    method: "POST",
    path: `/api/v1/namespaces/${namespace}/serviceaccounts/${procedureAccount}/token`,
    body: {
      apiVersion: "authentication.k8s.io/v1",
      kind: "TokenRequest",
      spec: { expirationSeconds: tokenLifetime },
    },
  })) as { readonly status: { readonly token: string } };
  return answer.status.token;
}
