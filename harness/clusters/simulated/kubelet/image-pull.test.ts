import { describe, expect, test } from "vitest";
import type { RegistryFault } from "../../driver.ts";
import { runningSince, watchState } from "../testing/watching.ts";
import { image, registryHost, startKubelet } from "./testing.ts";

const reference = `${registryHost}/shop/api:good`;
const url = `https://${registryHost}/v2/shop/api/manifests/good`;
const unresolved = `failed to pull and unpack image "${reference}": failed to resolve reference "${reference}": `;

describe("A pull that fails is told of in containerd's words", () => {
  const faults: [RegistryFault, string][] = [
    [{ mode: "refused" }, `failed to do request: Head "${url}": dial tcp 172.18.0.2:443: connect: connection refused`],
    [{ mode: "stopped" }, `failed to do request: Head "${url}": EOF`],
    [{ mode: "black-hole" }, `failed to do request: Head "${url}": dial tcp 172.18.0.2:443: i/o timeout`],
    [{ mode: "5xx" }, `unexpected status from HEAD request to ${url}: 503 Service Unavailable`],
    [{ mode: "429" }, `unexpected status from HEAD request to ${url}: 429 Too Many Requests`],
  ];

  test.each(faults)("when the fault is %j", (fault, cause) => {
    const { access, clock, run, events, pod } = startKubelet([image("good")]);
    access.setFault(["eu"], fault);
    run("one", "good");
    clock.advance(100_000);
    expect(new Set(texts(events("one")))).toEqual(
      new Set([
        `Pulling: Pulling image "${reference}"`,
        `Failed: Failed to pull image "${reference}": ${unresolved}${cause}`,
        "Failed: Error: ErrImagePull",
        `BackOff: Back-off pulling image "${reference}"`,
        "Failed: Error: ImagePullBackOff",
      ]),
    );
    expect(pod("one")?.status).toMatchObject({ phase: "Pending" });
  });

  test("when the registry knows no such tag", () => {
    const missing = `${registryHost}/shop/api:missing`;
    const { clock, run, events } = startKubelet([image("good"), { ...image("missing"), pushed: false }]);
    run("one", "missing");
    clock.advance(5_000);
    expect(texts(events("one"))).toContain(
      `Failed: Failed to pull image "${missing}": rpc error: code = NotFound desc = failed to pull and unpack image ` +
        `"${missing}": failed to resolve reference "${missing}": ${missing}: not found`,
    );
  });
});

test("a container whose image cannot be pulled waits as ErrImagePull, then as ImagePullBackOff with the last error", () => {
  const bench = startKubelet([image("good")]);
  const states = watchState(bench, "one");
  bench.access.setFault(["eu"], { mode: "5xx" });
  bench.run("one", "good");
  bench.clock.advance(18_000);
  expect(states).toEqual(["waiting: ContainerCreating", "waiting: ErrImagePull", "waiting: ImagePullBackOff"]);
  expect(bench.pod("one")?.status?.containerStatuses?.[0]?.state?.waiting?.message).toBe(
    `Back-off pulling image "${reference}": ErrImagePull: ${unresolved}unexpected status from HEAD request to ${url}: 503 Service Unavailable`,
  );
});

describe("While the registry is down and the image is on the node", () => {
  function start(imagePullPolicy: "Always" | "IfNotPresent" | "Never") {
    const bench = startKubelet([image("good")]);
    bench.run("first", "good");
    bench.clock.advance(10_000);
    bench.access.setFault(["eu"], { mode: "refused" });
    bench.run("second", "good", { container: { imagePullPolicy } });
    bench.clock.advance(5_000);
    return bench;
  }

  test.each(["IfNotPresent", "Never"] as const)("a pod with the pull policy %s starts", (policy) => {
    const bench = start(policy);
    expect(runningSince(bench, "second")).toBeLessThan(13_000);
    expect(texts(bench.events("second"))[0]).toBe(`Pulled: Container image "${reference}" already present on machine`);
  });

  test("a pod with the pull policy Always does not, and the one that runs is left alone", () => {
    const bench = start("Always");
    expect(runningSince(bench, "second")).toBeUndefined();
    expect(bench.pod("second")?.status?.containerStatuses?.[0]?.state?.waiting?.reason).toMatch(
      /^(ErrImagePull|ImagePullBackOff)$/,
    );
    expect(bench.pod("first")?.status?.containerStatuses?.[0]).toMatchObject({ ready: true, restartCount: 0 });
  });
});

test("a pod with the pull policy Never and no image on the node says so and does not ask the registry", () => {
  const { clock, run, events } = startKubelet([image("good")]);
  run("one", "good", { container: { imagePullPolicy: "Never" } });
  clock.advance(5_000);
  expect(texts(events("one")).slice(0, 2)).toEqual([
    `ErrImageNeverPull: Container image "${reference}" is not present with pull policy of Never`,
    "Failed: Error: ErrImageNeverPull",
  ]);
});

/** Events without their times and counts. */
function texts(events: readonly string[]): readonly string[] {
  return events.map((line) => line.replace(/^\d+ (\w+) x\d+/, "$1"));
}
