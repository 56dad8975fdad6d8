import { describe, expect, test } from "vitest";
import { SmallCluster } from "../testing/small-cluster.ts";
import { keepWorkloadJournal } from "../testing/workloads.ts";
import recorded from "./recorded-schedules.json" with { type: "json" };

// The journals were recorded on a kind cluster with Kubernetes 1.34.4, over three full minutes and a little more.

type Policy = keyof typeof recorded;

describe.each([1, 2, 3])("With seed %i", (seed) => {
  /** @param runsFor seconds that a job takes */
  function start(concurrencyPolicy: Policy, runsFor: number, more: object = {}) {
    const cluster = new SmallCluster({ seed, startsAfter: () => runsFor * 1000 - 1300, endsWith: () => 0 });
    const { status, events } = keepWorkloadJournal(cluster, "cron");
    const jobTemplate = {
      spec: { template: { spec: { restartPolicy: "Never", containers: [{ name: "app", image: "app:v1" }] } } },
    };
    const spec = { schedule: "* * * * *", concurrencyPolicy, successfulJobsHistoryLimit: 1, jobTemplate, ...more };
    cluster.create("cronjobs.batch", { apiVersion: "batch/v1", kind: "CronJob", metadata: { name: "cron" }, spec });
    const wait = (seconds: number) => cluster.clock.advance(seconds * 1000);
    const jobs = () =>
      cluster.api.list("jobs.batch", { namespace: "default" }).items.map(({ metadata }) => metadata.name);
    return { cluster, journal: { status, events }, wait, jobs };
  }

  test("A job is made every minute, and the last one that succeeded is kept.", () => {
    const { cluster, journal, wait, jobs } = start("Allow", 2);
    wait(200);
    const { status, events } = recorded.Allow;
    // The last sighting was reported twice there.
    expect(journal).toEqual({ status, events: events.slice(0, -1) });
    const minute = Math.floor(cluster.clock.wallTime().getTime() / 60_000);
    expect(jobs()).toEqual([`cron-${minute}`]);
    const [job] = cluster.api.list("jobs.batch", { namespace: "default" }).items;
    expect(job!.metadata.annotations).toEqual({
      "batch.kubernetes.io/cronjob-scheduled-timestamp": `${new Date(minute * 60_000).toISOString().slice(0, 19)}Z`,
    });
  });

  test("With Forbid a job that is due waits for the one that runs, and then starts late.", () => {
    const { journal, wait } = start("Forbid", 75);
    wait(200);
    const onceEach = (texts: readonly string[]) => [...new Set(texts.map((text) => text.replace(/ \(x\d+\)$/, "")))];
    expect(journal.status).toEqual(recorded.Forbid.status);
    // How often it was looked at in the meantime is not the point.
    expect(onceEach(journal.events)).toEqual(onceEach(recorded.Forbid.events));
  });

  test("With Replace a job that is due ends the one that runs.", () => {
    const { journal, wait } = start("Replace", 75);
    wait(200);
    expect(journal).toEqual(recorded.Replace);
  });

  test("A suspended one makes no jobs, and not too late ones afterwards.", () => {
    const { cluster, journal, wait, jobs } = start("Allow", 2, { suspend: true, startingDeadlineSeconds: 10 });
    wait(170);
    expect(jobs()).toEqual([]);
    cluster.patch("cronjobs.batch", "cron", { spec: { suspend: false } });
    wait(1);
    expect(jobs()).toEqual([]);
    expect(journal.events).toEqual([
      expect.stringMatching(/^Warning MissSchedule Missed scheduled time to start a job: /),
    ]);
    wait(60);
    expect(jobs()).toHaveLength(1);
  });
});
