import { describe, expect, test } from "vitest";
import { kubectl, pod, refusal, startApi } from "../testing/api.ts";

function start(...limits: readonly object[]) {
  const { api } = startApi();
  const body = { apiVersion: "v1", kind: "LimitRange", metadata: { name: "sizes" }, spec: { limits } };
  api.create("limitranges", "default", body, { caller: kubectl });
  const create = (resources: object) =>
    api.create("pods", "default", pod("web", { containers: [{ name: "app", image: "a", resources }] }), {
      caller: kubectl,
    });
  return { create };
}

describe("A LimitRange", () => {
  test("gives containers what they do not say, and notes it on the pod.", () => {
    const { create } = start({ type: "Container", default: { cpu: "200m" }, defaultRequest: { cpu: "50m" } });
    const made = create({ requests: { memory: "1Mi" } });
    expect(made["spec"].containers[0].resources).toEqual({
      limits: { cpu: "200m" },
      requests: { cpu: "50m", memory: "1Mi" },
    });
    expect(made.metadata.annotations).toEqual({
      "kubernetes.io/limit-ranger":
        "LimitRanger plugin set: cpu request for container app; cpu limit for container app",
    });
  });

  // Texts as of Kubernetes 1.34.4.
  test.each<[object, object, string]>([
    [{ max: { cpu: "1" } }, { limits: { cpu: "2" } }, "maximum cpu usage per Container is 1, but limit is 2"],
    [{ min: { cpu: "1" } }, { requests: { cpu: "500m" } }, "minimum cpu usage per Container is 1, but request is 500m"],
    [
      { maxLimitRequestRatio: { cpu: "2" } },
      { requests: { cpu: "100m" }, limits: { cpu: "300m" } },
      "cpu max limit to request ratio per Container is 2, but provided ratio is 3.000000",
    ],
    [
      { maxLimitRequestRatio: { cpu: "2" } },
      {},
      "cpu max limit to request ratio per Container is 2, but no request is specified or request is 0",
    ],
  ])("of %j refuses %j.", (limit, resources, why) => {
    const { create } = start({ type: "Container", ...limit });
    expect(refusal(() => create(resources))).toMatchObject({ code: 403, message: `pods "web" is forbidden: ${why}` });
  });
});
