import { expect, test } from "vitest";
import { findCondition } from "../kinds/condition.ts";
import { caller, image, startKubelet } from "./testing.ts";

test("A pod with a readiness gate is ready once somebody has opened it, and no longer when it is shut.", () => {
  const { clock, run, pod, api } = startKubelet([image("v1")]);
  run("one", "v1", { spec: { readinessGates: [{ conditionType: "example.com/lb" }] } });
  clock.advance(10_000);
  const ready = () => findCondition(pod("one")?.status?.conditions, "Ready");
  const say = (status: string) => {
    const live = pod("one")!;
    const others = live.status!.conditions!.filter(({ type }) => type !== "example.com/lb");
    const conditions = [...others, { type: "example.com/lb", status }];
    const body = { status: { conditions } } as never;
    api.patch("pods", "default", "one", { type: "merge", body }, { caller, subresource: "status" });
    clock.advance(5_000);
  };
  expect(findCondition(pod("one")?.status?.conditions, "ContainersReady")?.status).toBe("True");
  expect(ready()).toMatchObject({
    status: "False",
    reason: "ReadinessGatesNotReady",
    message: 'corresponding condition of pod readiness gate "example.com/lb" does not exist.',
  });
  say("True");
  expect(ready()?.status).toBe("True");
  say("False");
  expect(ready()).toMatchObject({
    status: "False",
    message: 'the status of pod readiness gate "example.com/lb" is not "True", but False',
  });
});

test("A container that must not be root and is told to be is not created.", () => {
  const { clock, run, pod, events } = startKubelet([image("v1")]);
  run("one", "v1", { container: { securityContext: { runAsUser: 0, runAsNonRoot: true } } });
  clock.advance(5_000);
  const { uid } = pod("one")!.metadata;
  const message = `container's runAsUser breaks non-root policy (pod: "one_default(${uid})", container: app)`;
  const waiting = { reason: "CreateContainerConfigError", message };
  expect(pod("one")?.status?.containerStatuses?.[0]?.state?.waiting).toEqual(waiting);
  expect(events("one").at(-1)).toContain(`: Error: ${message}`);
});
