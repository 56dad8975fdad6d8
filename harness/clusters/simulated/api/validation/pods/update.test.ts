import { describe, expect, test } from "vitest";
import type { KubernetesObject } from "../../../../kubernetes.ts";
import { validatePodUpdate } from "./update.ts";

const container = { name: "app", image: "app:v1" };
const pod = (spec: object): KubernetesObject => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name: "one" },
  spec: { containers: [container], tolerations: [{ key: "a", operator: "Exists" }], ...spec },
});

/** What a change of a pod's spec is refused with. */
function refusals(change: object, old: object = {}): readonly (readonly [string, string])[] {
  const errors = validatePodUpdate(pod({ ...old, ...change }), pod(old));
  return errors.map(({ field, detail }) => [field, detail] as const);
}

describe("A pod", () => {
  test("may change its image, get a deadline, and tolerate more.", () => {
    const tolerations = [
      { key: "a", operator: "Exists" },
      { key: "b", operator: "Exists" },
    ];
    const change = { containers: [{ ...container, image: "app:v2" }], activeDeadlineSeconds: 5, tolerations };
    expect(refusals(change)).toEqual([]);
  });

  test.each([
    [{ activeDeadlineSeconds: 9 }, "must be less than or equal to previous value"],
    [{ activeDeadlineSeconds: undefined }, "must not update from a positive integer to nil value"],
    [{ activeDeadlineSeconds: -1 }, "must be between 0 and 2147483647, inclusive"],
  ])("with a deadline of 5 seconds may not have %o.", (change, detail) => {
    expect(refusals(change, { activeDeadlineSeconds: 5 })).toEqual([["spec.activeDeadlineSeconds", detail]]);
  });

  test("keeps its containers and its tolerations.", () => {
    expect(refusals({ containers: [container, { name: "more" }] })).toEqual([
      ["spec.containers", "pod updates may not add or remove containers"],
    ]);
    expect(refusals({ tolerations: [] })).toEqual([
      ["spec.tolerations", "existing toleration can not be modified except its tolerationSeconds"],
    ]);
  });

  test("is shown what else changed.", () => {
    const [[field, detail] = ["", ""]] = refusals({ hostname: "other" });
    expect(field).toBe("spec");
    expect(detail).toContain('- "Hostname": "",\n+ "Hostname": "other",\n');
  });
});
