import { expect, test } from "vitest";
import type { Job, JobSpec } from "../../kinds/job.ts";
import type { Pod } from "../../kinds/pod.ts";
import { failedIndexes, failJobMessage, isOverlooked, successMessage } from "./policies.ts";

const jobOf = (spec: Partial<JobSpec>): Job =>
  ({ apiVersion: "batch/v1", kind: "Job", metadata: { name: "job" }, spec, status: {} }) as unknown as Job;

function failed({ exitCode = 1, index = 0, failures = 0, condition = "" }): Pod {
  const annotations = {
    "batch.kubernetes.io/job-completion-index": String(index),
    "batch.kubernetes.io/job-index-failure-count": String(failures),
  };
  const state = { terminated: { exitCode, reason: "Error", startedAt: "", finishedAt: "" } };
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "pod", namespace: "shop", annotations },
    spec: { containers: [] },
    status: {
      phase: "Failed",
      containerStatuses: [{ name: "main", state }],
      conditions: condition === "" ? [] : [{ type: condition, status: "True" }],
    },
  } as unknown as Pod;
}

const rules = (...list: readonly object[]) => ({ podFailurePolicy: { rules: list } }) as unknown as Partial<JobSpec>;

test("the first rule that is about a failed pod says what it means", () => {
  const job = jobOf(
    rules(
      { action: "Ignore", onPodConditions: [{ type: "DisruptionTarget", status: "True" }] },
      { action: "FailJob", onExitCodes: { containerName: "main", operator: "In", values: [42] } },
    ),
  );
  expect(failJobMessage(job, [failed({ exitCode: 1 })])).toBeUndefined();
  expect(failJobMessage(job, [failed({ exitCode: 1 }), failed({ exitCode: 42 })])).toBe(
    "Container main for pod shop/pod failed with exit code 42 matching FailJob rule at index 1",
  );
  expect(failJobMessage(job, [failed({ exitCode: 42, condition: "DisruptionTarget" })])).toBeUndefined();
  expect(isOverlooked(job, failed({ exitCode: 42, condition: "DisruptionTarget" }))).toBe(true);
  expect(isOverlooked(job, failed({ exitCode: 42 }))).toBe(false);
});

test("a rule may be about all exit codes but some, and another container's are none of its business", () => {
  const notIn = { action: "FailJob", onExitCodes: { operator: "NotIn", values: [7] } };
  expect(failJobMessage(jobOf(rules(notIn)), [failed({ exitCode: 7 })])).toBeUndefined();
  expect(failJobMessage(jobOf(rules(notIn)), [failed({ exitCode: 8 })])).toContain("exit code 8");
  const other = { action: "FailJob", onExitCodes: { containerName: "helper", operator: "In", values: [8] } };
  expect(failJobMessage(jobOf(rules(other)), [failed({ exitCode: 8 })])).toBeUndefined();
});

test("an index has failed when it may fail no more, or a rule says so", () => {
  const spec = {
    backoffLimitPerIndex: 1,
    ...rules({ action: "FailIndex", onExitCodes: { operator: "In", values: [9] } }),
  };
  const pods = [failed({ index: 0 }), failed({ index: 1, failures: 1 }), failed({ index: 2, exitCode: 9 })];
  expect([...failedIndexes(jobOf(spec), pods)]).toEqual([1, 2]);
  expect([...failedIndexes(jobOf({}), pods)]).toEqual([]);
});

test("a success policy is met by the indexes that it names, or by their number", () => {
  const job = jobOf({
    successPolicy: { rules: [{ succeededIndexes: "0,2-4", succeededCount: 2 }, { succeededCount: 4 }] },
  });
  expect(successMessage(job, new Set([0, 1]))).toBeUndefined();
  expect(successMessage(job, new Set([0, 3]))).toBe("Matched rules at index 0");
  expect(successMessage(job, new Set([1, 5, 6, 7]))).toBe("Matched rules at index 1");
  expect(successMessage(jobOf({ successPolicy: { rules: [{ succeededIndexes: "0" }] } }), new Set([0]))).toBeDefined();
});
