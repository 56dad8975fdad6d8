import { describe, expect, test } from "vitest";
import type { Pod } from "../../kinds/pod.ts";
import { SmallCluster, type SmallClusterOptions } from "../testing/small-cluster.ts";
import { keepWorkloadJournal } from "../testing/workloads.ts";
import recorded from "./recorded-jobs.json" with { type: "json" };

// The journals were recorded on a kind cluster with Kubernetes 1.34.4.

const never = () => undefined;

describe.each([1, 2, 3])("With seed %i", (seed) => {
  function start(spec: object, options: SmallClusterOptions, restartPolicy = "Never") {
    const cluster = new SmallCluster({ seed, ...options });
    const { revisions: _revisions, ...journal } = keepWorkloadJournal(cluster, "job");
    const template = { spec: { restartPolicy, containers: [{ name: "app", image: "app:v1" }] } };
    const metadata = { name: "job" };
    cluster.create("jobs.batch", { apiVersion: "batch/v1", kind: "Job", metadata, spec: { template, ...spec } });
    const wait = (seconds: number) => cluster.clock.advance(seconds * 1000);
    wait(6);
    const patch = (change: object) => cluster.patch("jobs.batch", "job", { spec: change });
    return { cluster, journal, wait, patch };
  }

  test("A job whose pod succeeds is complete.", () => {
    const { cluster, journal } = start({}, { startsAfter: never, endsWith: () => 0 });
    expect(journal).toEqual(recorded.true);
    expect(cluster.pods().map(({ metadata }) => metadata.finalizers)).toEqual([undefined]);
  });

  test("A job whose pods fail tries again after 10 s and fails at its limit.", () => {
    const { journal, wait } = start({ backoffLimit: 1 }, { startsAfter: never, endsWith: () => 1 });
    expect(journal.status).toHaveLength(4);
    wait(20);
    expect(journal).toEqual(recorded.false);
  });

  test("Restarts of a pod's containers use the limit up, too.", () => {
    const { cluster, journal, wait } = start({ backoffLimit: 1 }, { startsAfter: never }, "OnFailure");
    const [pod] = cluster.pods();
    const containerStatuses = [{ name: "app", ready: false, restartCount: 1, image: "app:v1", imageID: "" }];
    cluster.patch("pods", pod!.metadata.name, { status: { phase: "Running", containerStatuses } }, "status");
    wait(10);
    expect(journal.events).toEqual(recorded.onFailure.events);
    expect(journal.pods).toEqual(recorded.onFailure.pods);
    expect(journal.status.at(-1)).toEqual(recorded.onFailure.status.at(-1));
  });

  test("A job with many completions runs as many pods at once as it may, and is removed after its time to live.", () => {
    const spec = { completions: 5, parallelism: 2, ttlSecondsAfterFinished: 5 };
    const { cluster, journal, wait } = start(spec, { startsAfter: never, endsWith: () => 0 });
    wait(3);
    expect(journal.events).toEqual(recorded.many.events);
    expect(journal.status.at(-1)).toEqual(recorded.many.status.at(-2));
    wait(10);
    expect(journal.status.at(-1)).toBe("gone");
    expect(cluster.pods()).toEqual([]);
  });

  test("A job that runs for longer than it may fails, and its pods are stopped.", () => {
    const { journal, wait } = start({ activeDeadlineSeconds: 5 }, { startsAfter: () => 500, stopsAfter: 2500 });
    wait(10);
    expect(journal).toEqual(recorded.deadline);
  });

  test("A suspended job stops its pods and makes new ones when it is resumed.", () => {
    const stopsAfter = 2000;
    const startsAfter = () => 500;
    const { cluster, journal, wait, patch } = start({ parallelism: 2 }, { startsAfter, stopsAfter });
    patch({ suspend: true });
    wait(6);
    patch({ suspend: false });
    wait(6);
    patch({ parallelism: 1 });
    wait(6);
    cluster.delete("jobs.batch", "job", "Background");
    wait(6);
    expect(journal.events).toEqual(recorded.suspend.events);
    const oneByOne =
      "Suspended=True JobSuspended Job suspended; ready 0; startTime set; terminating 1; uncounted 0 succeeded 0 failed";
    expect(journal.status).toEqual(recorded.suspend.status.filter((text) => text !== oneByOne));
    expect(cluster.pods()).toEqual([]);
  });

  test("A job with indexes knows which of them are done.", () => {
    const endsWith = ({ metadata }: Pod) => Number(metadata.annotations!["batch.kubernetes.io/job-completion-index"]);
    const spec = { completions: 2, parallelism: 2, completionMode: "Indexed", backoffLimit: 1 };
    const { cluster, journal, wait } = start(spec, { startsAfter: never, endsWith });
    wait(30);
    // Here none of the pods was ever seen ready.
    expect(journal.status).toEqual(recorded.indexed.status.toSpliced(2, 2));
    expect(journal.events).toEqual(recorded.indexed.events);
    expect(journal.pods).toEqual(recorded.indexed.pods);
    const [pod] = cluster.pods();
    expect(pod!.spec["hostname"]).toBe("job-0");
    expect(pod!.spec.containers[0]!["env"]).toEqual([
      {
        name: "JOB_COMPLETION_INDEX",
        valueFrom: {
          fieldRef: { apiVersion: "v1", fieldPath: "metadata.labels['batch.kubernetes.io/job-completion-index']" },
        },
      },
    ]);
  });
});
