import { describe, expect, it } from "vitest";
import { VirtualClock } from "../../../base/virtual-clock.ts";
import { Random } from "../../../base/random.ts";
import { createApiServer } from "../api/api-server.ts";
import type { Caller, UserInfo } from "../api/verbs.ts";
import type { Attributes } from "./access.ts";
import { Authorizer } from "./authorizer.ts";

const rbac = "rbac.authorization.k8s.io";
const caller: Caller = { user: { name: "tester", groups: ["system:masters"] }, userAgent: "test/1" };
const user = (name: string, ...groups: string[]): UserInfo => ({ name, groups: [...groups, "system:authenticated"] });
const get = (resource: string, namespace = "default"): Attributes => ({
  kind: "resource",
  verb: "get",
  group: "",
  resource,
  subresource: "",
  namespace,
  name: "x",
});

function cluster() {
  const api = createApiServer({ clock: new VirtualClock(), random: new Random(1) });
  const access = new Authorizer(api);
  const bind = (name: string, roleRef: object, subjects: object[], namespace?: string) =>
    api.create(
      namespace === undefined ? `clusterrolebindings.${rbac}` : `rolebindings.${rbac}`,
      namespace,
      {
        apiVersion: `${rbac}/v1`,
        kind: namespace === undefined ? "ClusterRoleBinding" : "RoleBinding",
        metadata: { name },
        roleRef: { apiGroup: rbac, ...roleRef },
        subjects,
      },
      { caller },
    );
  return { api, access, bind };
}

describe("a cluster that has just started", () => {
  it("has the roles of a real one", () => {
    const { api } = cluster();
    expect(api.list(`clusterroles.${rbac}`).items.map(({ metadata }) => metadata.name)).toEqual(
      expect.arrayContaining(["admin", "cluster-admin", "edit", "system:discovery", "view"]),
    );
    expect(api.get(`clusterroles.${rbac}`, undefined, "edit").metadata.labels).toMatchObject({
      "kubernetes.io/bootstrapping": "rbac-defaults",
    });
  });

  it("lets administrators do everything, others see what it is, and nobody in particular nothing", () => {
    const { access } = cluster();
    expect(access.authorize(user("kubernetes-admin", "kubeadm:cluster-admins"), get("pods"))).toEqual({
      allowed: true,
      reason:
        'RBAC: allowed by ClusterRoleBinding "kubeadm:cluster-admins" of ClusterRole "cluster-admin" to Group "kubeadm:cluster-admins"',
    });
    expect(access.authorize(user("x", "system:masters"), get("pods"))).toEqual({ allowed: true, reason: "" });
    expect(access.authorize(user("jane"), get("pods"))).toEqual({ allowed: false, reason: "" });
    expect(access.authorize(user("jane"), { kind: "path", verb: "get", path: "/apis/apps/v1" }).allowed).toBe(true);
    const anonymous = { name: "system:anonymous", groups: ["system:unauthenticated"] };
    expect(access.authorize(anonymous, { kind: "path", verb: "get", path: "/version" }).allowed).toBe(true);
    expect(access.authorize(anonymous, { kind: "path", verb: "get", path: "/api" }).allowed).toBe(false);
  });
});

describe("a binding", () => {
  it("holds in its namespace alone, from its creation to its deletion", () => {
    const { api, access, bind } = cluster();
    const jane = user("jane");
    expect(access.authorize(jane, get("pods")).allowed).toBe(false);
    bind("viewer", { kind: "ClusterRole", name: "view" }, [{ kind: "User", name: "jane", apiGroup: rbac }], "default");
    expect(access.authorize(jane, get("pods"))).toEqual({
      allowed: true,
      reason: 'RBAC: allowed by RoleBinding "viewer/default" of ClusterRole "view" to User "jane"',
    });
    expect(access.authorize(jane, get("pods", "kube-system")).allowed).toBe(false);
    expect(access.authorize(jane, get("pods", "")).allowed).toBe(false);
    expect(access.authorize(jane, get("secrets")).allowed).toBe(false);
    api.delete(`rolebindings.${rbac}`, "default", "viewer", { caller });
    expect(access.authorize(jane, get("pods")).allowed).toBe(false);
  });

  it("means service accounts of its own namespace where it names none", () => {
    const { access, bind } = cluster();
    bind("bob", { kind: "ClusterRole", name: "view" }, [{ kind: "ServiceAccount", name: "bob" }], "default");
    expect(access.authorize(user("system:serviceaccount:default:bob"), get("pods")).reason).toBe(
      'RBAC: allowed by RoleBinding "bob/default" of ClusterRole "view" to ServiceAccount "bob/default"',
    );
    expect(access.authorize(user("system:serviceaccount:other:bob"), get("pods")).allowed).toBe(false);
  });

  it("to a role that does not exist is a reason to tell, unless another allows it", () => {
    const { access, bind } = cluster();
    const subjects = [{ kind: "Group", name: "devs", apiGroup: rbac }];
    bind("a", { kind: "ClusterRole", name: "missing" }, subjects);
    bind("b", { kind: "Role", name: "missing" }, subjects, "default");
    bind("c", { kind: "ClusterRole", name: "view" }, subjects, "default");
    const dev = user("joe", "devs");
    expect(access.authorize(dev, get("secrets"))).toEqual({
      allowed: false,
      reason: `RBAC: [clusterrole.${rbac} "missing" not found, role.${rbac} "missing" not found]`,
    });
    expect(access.authorize(dev, get("pods")).allowed).toBe(true);
    expect(access.rulesFor(dev, "kube-system").missing).toMatchObject([{ kind: "ClusterRole", name: "missing" }]);
  });

  it("follows changes of its role at once", () => {
    const { api, access, bind } = cluster();
    const role = (verbs: string[]) => ({
      apiVersion: `${rbac}/v1`,
      kind: "Role",
      metadata: { name: "r" },
      rules: [{ verbs, apiGroups: [""], resources: ["pods"] }],
    });
    api.create(`roles.${rbac}`, "default", role(["list"]), { caller });
    bind("r", { kind: "Role", name: "r" }, [{ kind: "User", name: "jane", apiGroup: rbac }], "default");
    const jane = user("jane");
    expect(access.authorize(jane, get("pods")).allowed).toBe(false);
    api.update(`roles.${rbac}`, "default", "r", role(["get"]), { caller });
    expect(access.authorize(jane, get("pods")).allowed).toBe(true);
  });
});
