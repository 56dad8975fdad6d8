import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { asset } from "./base/assets.ts";
import { docker } from "./clusters/kind/docker/docker.ts";
import { missingForKind } from "./clusters/kind/docker/missing.ts";
import { PoolFiles, poolFolder, poolNames } from "./clusters/kind/pool/state.ts";
import type { Verdict } from "./judging/verdict.ts";
import { fileNames } from "./runs/run-folder.ts";

const home = mkdtempSync(join(tmpdir(), "drill-pool-"));
const env = { XDG_STATE_HOME: home };
const runs = join(home, "runs");
const files = new PoolFiles(poolFolder(env));
const cli = asset("harness/cli.ts");

const drill = (...args: readonly string[]) =>
  execa(process.execPath, [cli, ...args], { env, reject: false, stripFinalNewline: false });

/** How long users notice a thing depends on the machine; what is the case in the end does not. */
const patient = ["availability=20%", "claimGrace=5m"].flatMap((limit) => ["--set", `expect.${limit}`]);
const brief = ["hold=5s", "settledWithin=30s"].flatMap((limit) => ["--set", `expect.${limit}`]);
const soonAfter = (event: string) => ["--set", `procedure.startsAt=${event} + 5s`];

interface Run {
  readonly verdict: Verdict;
  readonly said: string;
}

async function run(scenario: string, ...more: readonly string[]): Promise<Run> {
  const { stderr, stdout } = await drill("run", inOneCluster(scenario), "--pool", "--runs", runs, ...more);
  const [, folder] = / Run: (\S+)/.exec(stdout) ?? [];
  if (folder === undefined) throw new Error(`${stdout}\n${stderr}`);
  return { verdict: JSON.parse(readFileSync(join(folder, fileNames.verdict), "utf8")) as Verdict, said: stderr };
}

/** A scenario of ours in the last of its clusters alone: what is seen of the pool is the same, in a third of the time. */
function inOneCluster(name: string): string {
  const scenario = parse(readFileSync(asset(`scenarios/${name}.yaml`), "utf8")) as Scenario;
  const { application } = scenario;
  const manifests = asset(join("scenarios", application.manifests));
  const path = join(home, `${name}.yaml`);
  writeFileSync(path, stringify({ ...scenario, clusters: { ap: {} }, application: { ...application, manifests } }));
  return path;
}

interface Scenario {
  readonly application: { readonly manifests: string };
}

const failed = ({ verdict }: Run) =>
  verdict.gates.filter(({ outcome }) => outcome === "failed").map(({ gate }) => gate);

describe.skipIf((await missingForKind()) !== undefined)("drills on one pool", () => {
  let before: readonly string[];

  beforeAll(async () => {
    const made = await drill("pool", "up", "--clusters", "1");
    expect(made.stdout).toMatch(/^made cluster 1 in /);
    before = await ours();
    expect(before.filter((name) => name.endsWith("-control-plane"))).toHaveLength(1);
  });

  afterAll(async () => {
    const { stdout } = await drill("pool", "down");
    expect(stdout).toBe("removed cluster 1\n");
    expect(await ours()).toEqual([]);
    rmSync(home, { recursive: true, force: true });
  });

  test("a good rollback passes, and the pool is as it was", async () => {
    const done = await run("clean-rollback", ...patient, ...brief, ...soonAfter("detected"));
    expect(done.verdict).toMatchObject({ verdict: "pass", reasons: [] });
    await isGolden();
  });

  test("an undo that lands on the broken release fails with the gate of the target state", async () => {
    const done = await run(
      "undo-lands-on-broken",
      "--known-bad",
      "plain-undo",
      ...patient,
      ...brief,
      ...soonAfter("rolloutFinished"),
    );
    expect(done.verdict.verdict).toBe("fail");
    expect(failed(done)).toContain("G3");
    await isGolden();
  });

  async function isGolden(): Promise<void> {
    const { stdout } = await drill("pool");
    expect(stdout.match(/^cluster \d .* golden$/gm), stdout).toHaveLength(1);
    expect(await ours()).toEqual(before);
  }
});

/** Names of everything in Docker that bears the name of this pool, or of a drill on it. */
async function ours(): Promise<readonly string[]> {
  const state = files.read();
  const network = state === undefined ? "drill-pool-" : poolNames(state).network;
  const [containers, networks] = await Promise.all([
    docker(["ps", "--all", "--format", "{{.Names}} {{.Networks}}"]),
    docker(["network", "ls", "--format", "{{.Name}}"]),
  ]);
  return [...containers.split("\n"), ...networks.split("\n")]
    .filter((name) => name.includes(network))
    .map((line) => line.split(" ")[0]!)
    .sort();
}
