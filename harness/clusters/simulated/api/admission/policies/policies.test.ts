import { describe, expect, test } from "vitest";
import { configMap, kubectl, refusal, startApi } from "../../testing/api.ts";

const group = "admissionregistration.k8s.io";

/** An API server with a policy over ConfigMaps, bound by a binding that denies unless it says otherwise. */
function start(policy: object, binding: object = {}) {
  const { api } = startApi();
  const create = (kind: string, plural: string, spec: object) =>
    api.create(
      `${plural}.${group}`,
      undefined,
      { apiVersion: `${group}/v1`, kind, metadata: { name: "rule" }, spec },
      { caller: kubectl },
    );
  const resourceRules = [
    { apiGroups: [""], apiVersions: ["v1"], operations: ["CREATE", "UPDATE"], resources: ["configmaps"] },
  ];
  create("ValidatingAdmissionPolicy", "validatingadmissionpolicies", {
    matchConstraints: { resourceRules },
    ...policy,
  });
  create("ValidatingAdmissionPolicyBinding", "validatingadmissionpolicybindings", {
    policyName: "rule",
    validationActions: ["Deny"],
    ...binding,
  });
  const write = (name: string, data: Record<string, string>, warn: (text: string) => void = () => undefined) =>
    api.create("configmaps", "default", configMap(name, data), { caller: kubectl, warn });
  return { api, write };
}

const head = "ValidatingAdmissionPolicy 'rule' with binding 'rule'";

describe("A policy", () => {
  test("refuses what it finds wrong, in its own words or those of the expression.", () => {
    const { api, write } = start({
      validations: [
        { expression: "object.data.size == 'small'", messageExpression: "'not ' + object.data.size" },
        { expression: "object.metadata.name != 'bad'", message: "bad is bad", reason: "Forbidden" },
        { expression: "size(object.data) < 2" },
      ],
    });
    expect(refusal(() => write("a", { size: "big" }))).toMatchObject({
      code: 422,
      reason: "Invalid",
      message: `configmaps "a" is forbidden: ${head} denied request: not big`,
    });
    expect(refusal(() => write("bad", { size: "small" }))).toMatchObject({ code: 403, reason: "Forbidden" });
    expect(refusal(() => write("a", { size: "small", x: "y" })).message).toMatch(
      /failed expression: size\(object.data\) < 2$/,
    );
    write("a", { size: "small" });
    const grow = { type: "merge", body: { data: { size: "big" } } } as const;
    expect(refusal(() => api.patch("configmaps", "default", "a", grow, { caller: kubectl })).code).toBe(422);
  });

  test("that cannot be evaluated refuses, unless failures are ignored.", () => {
    const validations = [{ expression: "object.data.size == 'small'" }];
    expect(refusal(() => start({ validations }).write("a", {})).message).toBe(
      `configmaps "a" is forbidden: ${head} denied request: expression 'object.data.size == 'small'' resulted in error: no such key: data`,
    );
    expect(start({ validations, failurePolicy: "Ignore" }).write("a", {}).metadata.name).toBe("a");
  });

  test("may only warn.", () => {
    const { write } = start(
      { validations: [{ expression: "false", message: "careful" }] },
      { validationActions: ["Warn"] },
    );
    const warnings: string[] = [];
    write("a", {}, (text) => warnings.push(text));
    expect(warnings).toEqual([`Validation failed for ${head}: careful`]);
  });

  test("takes its parameters from the namespace, through variables that are evaluated once they are named.", () => {
    const { api, write } = start(
      {
        paramKind: { apiVersion: "v1", kind: "ConfigMap" },
        matchConditions: [{ name: "others", expression: "object.metadata.name != 'limits'" }],
        variables: [{ name: "most", expression: "int(params.data.most)" }],
        validations: [{ expression: "size(object.data) <= variables.most" }],
      },
      { paramRef: { name: "limits", parameterNotFoundAction: "Deny" } },
    );
    const missing =
      "failed to configure binding: no params found for policy binding with `Deny` parameterNotFoundAction";
    expect(refusal(() => write("a", { x: "1" })).message).toContain(missing);
    const exempt = `validatingadmissionpolicybindings.${group}`;
    const rebind = (paramRef: object | null) =>
      api.patch(
        exempt,
        undefined,
        "rule",
        { type: "merge", body: { spec: { paramRef } } as never },
        { caller: kubectl },
      );
    rebind({ name: "limits", parameterNotFoundAction: "Allow" });
    write("limits", { most: "1" });
    write("a", { x: "1" });
    expect(refusal(() => write("b", { x: "1", y: "2" })).code).toBe(422);
    const confuse = { type: "merge", body: { data: { most: "many" } } } as const;
    api.patch("configmaps", "default", "limits", confuse, { caller: kubectl });
    expect(refusal(() => write("b", { x: "1" })).message).toContain(
      `composited variable "most" fails to evaluate: type conversion error from 'string' to 'int'`,
    );
  });
});
