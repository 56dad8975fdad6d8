import { expect, test } from "vitest";
import { Random } from "../../base/random.ts";
import { VirtualClock } from "../../base/virtual-clock.ts";
import { createApiServer } from "./api/api-server.ts";
import { createEventRecorder } from "./events.ts";
import type { Event } from "./kinds/event.ts";

function start() {
  const clock = new VirtualClock();
  const random = new Random(1);
  const api = createApiServer({ clock, random });
  const caller = { user: { name: "system:node:n1", groups: [] }, userAgent: "kubelet/v1.34.4" };
  const recorder = createEventRecorder({ api, clock, random, caller, component: "kubelet", host: "n1" });
  const about = {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "web", namespace: "default", uid: "u1", resourceVersion: "7" },
  };
  const record = (message: string) => recorder.record(about, { type: "Warning", reason: "BackOff", message });
  const events = () => api.list("events", { namespace: "default" }).items as readonly Event[];
  return {
    clock,
    recorder,
    about,
    record,
    events,
    told: () => events().map(({ count, message }) => `${count} ${message}`),
  };
}

test("An event names its object, its source and its time.", () => {
  const { recorder, about, events } = start();
  recorder.record(about, { type: "Normal", reason: "Pulled", message: "done", fieldPath: "spec.containers{app}" });
  expect(events()).toMatchObject([
    {
      metadata: { name: expect.stringMatching(/^web\.1[0-9a-f]{15}$/), namespace: "default" },
      involvedObject: {
        apiVersion: "v1",
        kind: "Pod",
        namespace: "default",
        name: "web",
        uid: "u1",
        resourceVersion: "7",
        fieldPath: "spec.containers{app}",
      },
      type: "Normal",
      reason: "Pulled",
      message: "done",
      count: 1,
      firstTimestamp: "2026-01-05T09:00:00Z",
      lastTimestamp: "2026-01-05T09:00:00Z",
      source: { component: "kubelet", host: "n1" },
      reportingComponent: "kubelet",
      reportingInstance: "n1",
    },
  ]);
});

test("A repetition raises the count and the time.", () => {
  const { clock, record, events } = start();
  for (let i = 0; i < 3; i++) {
    record("again");
    clock.advance(10_000);
  }
  expect(events()).toMatchObject([
    { count: 3, firstTimestamp: "2026-01-05T09:00:00Z", lastTimestamp: "2026-01-05T09:00:20Z" },
  ]);
});

test("From the tenth message of one kind on they are combined.", () => {
  const { record, told } = start();
  for (let i = 1; i <= 12; i++) record(`failure ${i}`);
  const single = Array.from({ length: 9 }, (_, i) => `1 failure ${i + 1}`);
  expect([...told()].sort()).toEqual([...single, "3 (combined from similar events): failure 12"]);
});

test("One object gets 25 events in a row and then one each five minutes.", () => {
  const { clock, record, told } = start();
  for (let i = 0; i < 40; i++) record("again");
  expect(told()).toEqual(["25 again"]);
  clock.advance(300_000);
  record("again");
  record("again");
  expect(told()).toEqual(["26 again"]);
});
