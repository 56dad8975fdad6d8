import { request } from "node:https";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ask, type Ask } from "../testing/client.ts";
import { startTestCluster, tester, type TestCluster } from "../testing/test-cluster.ts";

let cluster: TestCluster;
let other: TestCluster;
beforeAll(async () => {
  [cluster, other] = await Promise.all([startTestCluster(), startTestCluster()]);
  for (const { api } of [cluster, other])
    api.create(
      "serviceaccounts",
      "default",
      { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "bob" } },
      { caller: tester },
    );
});
afterAll(async () => {
  for (const { errors } of [cluster, other]) expect(errors).toEqual([]);
  await Promise.all([cluster[Symbol.asyncDispose](), other[Symbol.asyncDispose]()]);
});

const whoami = "/apis/authentication.k8s.io/v1/selfsubjectreviews";
const post = (body: unknown): Ask => ({
  method: "POST",
  body: JSON.stringify(body),
  headers: { "Content-Type": "application/json" },
});

async function tokenOf({ endpoint }: TestCluster): Promise<string> {
  const answer = await ask(endpoint, "/api/v1/namespaces/default/serviceaccounts/bob/token", post({ spec: {} }));
  expect(answer.status).toBe(201);
  return answer.json.status.token;
}

describe("tokens of service accounts", () => {
  it("are good on the cluster that gave them out and on no other", async () => {
    const token = await tokenOf(cluster);
    await tokenOf(other);
    const here = await ask(cluster.endpoint, whoami, { ...post({}), token });
    expect(here.json.status.userInfo.username).toBe("system:serviceaccount:default:bob");
    const there = await ask(other.endpoint, whoami, { ...post({}), token });
    expect([there.status, there.json.message]).toEqual([401, "Unauthorized"]);
  });

  it("open what roles say", async () => {
    const token = await tokenOf(cluster);
    const pods = await ask(cluster.endpoint, "/api/v1/namespaces/default/pods", { token });
    expect([pods.status, pods.json.message]).toEqual([
      403,
      'pods is forbidden: User "system:serviceaccount:default:bob" cannot list resource "pods" in API group "" in the namespace "default"',
    ]);
    expect((await ask(cluster.endpoint, "/apis/apps/v1", { token })).status).toBe(200);
  });
});

describe("certificates", () => {
  /** A request without a token. */
  function asHolder(to: TestCluster, certificate: TestCluster): Promise<number> {
    const { url, ca } = to.endpoint;
    const { certificate: cert, key } = certificate.endpoint.client;
    return new Promise((resolve, reject) => {
      const sent = request(`${url}/api/v1/pods`, { ca, cert, key, agent: false }, (response) => {
        response.resume();
        resolve(response.statusCode!);
      });
      sent.on("error", reject);
      sent.end();
    });
  }

  it("are the administrator's, on their own cluster", async () => {
    expect(await asHolder(cluster, cluster)).toBe(200);
    expect(await asHolder(cluster, other)).toBe(401);
  });
});

describe("credentials of other kinds", () => {
  it.each([["Basic eDp5"], ["Bearer"], ["Bearer "], ["Negotiate abc"], ["\u00ff"]])(
    "%j count as none",
    async (text) => {
      const answer = await ask(cluster.endpoint, "/api", { token: "", headers: { Authorization: text } });
      expect([answer.status, answer.json.message]).toEqual([
        403,
        'forbidden: User "system:anonymous" cannot get path "/api"',
      ]);
    },
  );

  it("are refused where they are tokens, even for what everybody may see", async () => {
    for (const token of ["x", "a.b.c", "eyJhbGciOiJub25lIn0.e30.", `${"a".repeat(4000)}.b.c`])
      expect((await ask(cluster.endpoint, "/version", { token })).status).toBe(401);
  });
});

describe("impersonation", () => {
  it("is for those who may", async () => {
    const headers = { "Impersonate-User": "jane", "Impersonate-Group": "devs" };
    const answer = await ask(cluster.endpoint, whoami, { ...post({}), headers: { ...post({}).headers, ...headers } });
    expect(answer.json.status.userInfo).toEqual({ username: "jane", groups: ["devs", "system:authenticated"] });
    const token = await tokenOf(cluster);
    const refused = await ask(cluster.endpoint, "/api/v1/pods", { token, headers });
    expect(refused.json.message).toBe(
      'users "jane" is forbidden: User "system:serviceaccount:default:bob" cannot impersonate resource "users" in API group "" at the cluster scope',
    );
  });

  it("needs a user", async () => {
    const answer = await ask(cluster.endpoint, "/api/v1/pods", { headers: { "Impersonate-Group": "devs" } });
    expect([answer.status, answer.text]).toEqual([
      500,
      'Internal Server Error: "/api/v1/pods": requested [{Group  devs    }] without impersonating a user\n',
    ]);
  });
});

it("nobody grants more than they have, nor creates by patching", async () => {
  const role = { apiVersion: "rbac.authorization.k8s.io/v1", kind: "Role", metadata: { name: "r" } };
  const rules = [
    { apiGroups: ["rbac.authorization.k8s.io", ""], resources: ["roles", "configmaps"], verbs: ["patch"] },
  ];
  const namespace = "default";
  cluster.api.create("roles.rbac.authorization.k8s.io", namespace, { ...role, rules }, { caller: tester });
  const binding = {
    ...role,
    kind: "RoleBinding",
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: "r" },
    subjects: [{ kind: "ServiceAccount", name: "bob" }],
  };
  cluster.api.create("rolebindings.rbac.authorization.k8s.io", namespace, binding, { caller: tester });
  const token = await tokenOf(cluster);
  const patch = (path: string, type: string, body: unknown) =>
    ask(cluster.endpoint, path, {
      method: "PATCH",
      body: JSON.stringify(body),
      headers: { "Content-Type": type },
      token,
    });
  const more = [...rules, { apiGroups: [""], resources: ["secrets"], verbs: ["get", "list"] }];
  const path = "/apis/rbac.authorization.k8s.io/v1/namespaces/default/roles/r";
  const grown = await patch(path, "application/merge-patch+json", { rules: more });
  expect(grown.json.message).toBe(
    'roles.rbac.authorization.k8s.io "r" is forbidden: user "system:serviceaccount:default:bob" (groups=["system:serviceaccounts" "system:serviceaccounts:default" "system:authenticated"]) is attempting to grant RBAC permissions not currently held:\n{APIGroups:[""], Resources:["secrets"], Verbs:["get" "list"]}',
  );
  const created = await patch(
    "/api/v1/namespaces/default/configmaps/new?fieldManager=test",
    "application/apply-patch+yaml",
    { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "new" } },
  );
  expect([created.status, created.json.message]).toEqual([
    403,
    'configmaps "new" is forbidden: User "system:serviceaccount:default:bob" cannot create resource "configmaps" in API group "" in the namespace "default"',
  ]);
});
