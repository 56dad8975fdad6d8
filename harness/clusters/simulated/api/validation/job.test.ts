import { describe, expect, test } from "vitest";
import { causesOf, kubectl, refusal, startApi } from "../testing/api.ts";
import type { KubernetesObject } from "../../../kubernetes.ts";

const template = { spec: { restartPolicy: "Never", containers: [{ name: "main", image: "app:v1" }] } };
const job = (spec: object = {}) =>
  ({
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: { name: "one" },
    spec: { template, ...spec },
  }) as unknown as KubernetesObject;

function findings(act: (api: ReturnType<typeof startApi>["api"]) => unknown): string[] {
  const { api } = startApi();
  return causesOf(refusal(() => act(api)));
}

const create = (spec: object) => findings((api) => api.create("jobs.batch", "default", job(spec), { caller: kubectl }));
const patch = (spec: object, first: object = {}) =>
  findings((api) => {
    api.create("jobs.batch", "default", job(first), { caller: kubectl });
    api.patch("jobs.batch", "default", "one", { type: "merge", body: { spec } as never }, { caller: kubectl });
  });

describe("A job is refused", () => {
  const rules = [{ action: "FailJob", onExitCodes: { operator: "In", values: [1] } }];

  test("whose pods are replaced before it is known whether they failed.", () => {
    expect(create({ podFailurePolicy: { rules }, podReplacementPolicy: "TerminatingOrFailed" })).toEqual([
      'spec.podReplacementPolicy: Unsupported value: "TerminatingOrFailed": supported values: "Failed"',
    ]);
  });

  test("that brings a selector of its own and does not say so.", () => {
    const fields = create({ selector: { matchLabels: { a: "b" } } }).map((finding) => finding.replace(/:.*/, ""));
    expect(fields).toEqual(["spec.selector", "spec.template.metadata.labels"]);
  });

  test("a changed selector of which selects nothing, which is said with what cannot change.", () => {
    const findings = patch({ selector: { matchLabels: { a: "b" } } });
    expect(findings.map((finding) => finding.replace(/ Invalid value: .*: /, " "))).toEqual([
      "spec.selector: `selector` not auto-generated",
      "spec.template.metadata.labels: `selector` does not match template `labels`",
      "spec.template.metadata.labels: `selector` does not match template `labels`",
      "spec.selector: field is immutable",
    ]);
  });
});

test("A job that is held back may still be sent to other nodes, but not run something else.", () => {
  const { api } = startApi();
  api.create("jobs.batch", "default", job({ suspend: true }), { caller: kubectl });
  const change = (spec: object) =>
    api.patch(
      "jobs.batch",
      "default",
      "one",
      { type: "merge", body: { spec: { template: { spec } } } as never },
      { caller: kubectl },
    );
  expect(change({ nodeSelector: { disk: "fast" } })["spec"].template.spec.nodeSelector).toEqual({ disk: "fast" });
  const { message } = refusal(() => change({ hostname: "other" }));
  expect(message).toMatch(/^Job.batch "one" is invalid: spec.template: Invalid value: .*: field is immutable$/);
});
