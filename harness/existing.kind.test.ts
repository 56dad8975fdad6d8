import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { builderEnvironment } from "./clusters/kind/images/application-image.ts";
import { docker } from "./clusters/kind/docker/docker.ts";
import { missingForKind } from "./clusters/kind/docker/missing.ts";
import { everythingIn, startTeamClusters, type TeamClusters } from "./clusters/existing/testing/team-clusters.ts";
import { drill } from "./commands/testing.ts";

const scenario = `name: staging
summary: eu and us get a release that answers with errors, and us is hard to reach while they go back.
clusters: { eu: { context: prod-eu-1 }, us: { context: prod-us-1 } }
registry: { host: registry.drill.local }
application:
  versions:
    good: { tag: v1, readsConfig: web-config }
    bad: { tag: v2, readsConfig: web-config }
    next: { tag: v3, readsConfig: web-config }
traffic: { ratePerCluster: 5/s, slo: { success: 80%, latency: 900ms } }
faults:
  - { name: bad-release, kind: bad-image, image: bad, mode: serves-errors, errors: 40% }
  - { name: slow-us, kind: link-latency, on: [us], latency: 200ms, at: detected }
procedure: { script: undo.sh, startsAt: detected + 5s, timeout: 3m }
expect: { availability: 20% }
`;

const procedure = `#!/bin/sh
set -eu
for context in prod-eu-1 prod-us-1; do
  kubectl --context "$context" rollout undo deployment/web
  kubectl --context "$context" rollout status deployment/web --timeout=2m
  if kubectl --context "$context" --namespace kube-system get pods; then echo "saw a namespace of others"; exit 1; fi
done
`;

describe.skipIf((await missingForKind()) !== undefined)("a drill on clusters that a team made by hand", () => {
  const folder = mkdtempSync(join(tmpdir(), "drill-staging-"));
  const undo = new AsyncDisposableStack();
  undo.defer(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, "staging.yaml");
  const runs = join(folder, "runs");
  let team: TeamClusters;
  const everything = async () => {
    const all = await Promise.all(team.contexts.map((context) => everythingIn(team.kubeconfig, context)));
    return all.flat();
  };

  beforeAll(async () => {
    writeFileSync(file, scenario);
    writeFileSync(join(folder, "undo.sh"), procedure, { mode: 0o755 });
    team = undo.use(await startTeamClusters(2, folder));
    const { out } = await drill(["images", file]);
    await execa("sh", ["-e"], { input: out, env: await builderEnvironment() });
    const images = ["v1", "v2", "v3"].map((tag) => `registry.drill.local/web:${tag}`);
    undo.defer(async () => void (await docker(["image", "rm", ...images])));
    await team.load(images);
  });
  afterAll(() => undo.disposeAsync());

  const existing = (...more: readonly string[]) =>
    drill(["run", file, "--driver", "existing", "--kubeconfig", team.kubeconfig, "--runs", runs, ...more]);
  const allowed = () => team.contexts.flatMap((context, i) => ["--allow-context", `${["eu", "us"][i]}=${context}`]);

  test("is refused where no context is allowed", async () => {
    const before = await everything();
    const { exitCode, err } = await existing();
    expect(exitCode).toBe(1);
    expect(err).toContain("cluster eu: context prod-eu-1 is not allowed; add --allow-context prod-eu-1");
    expect(err).toContain("cluster us: context prod-us-1 is not allowed; add --allow-context prod-us-1");
    expect(await everything()).toEqual(before);
  });

  test("says all at once what a user with few rights lacks", async () => {
    const before = await everything();
    const [context = ""] = team.contexts;
    const kubectl = async (...args: readonly string[]) =>
      (await execa("kubectl", ["--context", context, ...args], { env: { KUBECONFIG: team.kubeconfig } })).stdout;
    await kubectl("create", "serviceaccount", "reader");
    await kubectl("create", "clusterrolebinding", "reader", "--clusterrole=view", "--serviceaccount=default:reader");
    const token = await kubectl("create", "token", "reader");
    const restricted = join(folder, "restricted");
    const text = readFileSync(team.kubeconfig.split(":")[0]!, "utf8");
    writeFileSync(
      restricted,
      `${text.slice(0, text.indexOf("users:"))}users:\n- name: ${context}\n  user: { token: ${token} }\n`,
    );
    const single = join(folder, "single.yaml");
    const lines = scenario.replace(", us: { context: prod-us-1 }", "").split("\n");
    writeFileSync(single, lines.filter((line) => !line.includes("slow-us")).join("\n"));
    const args = ["plan", single, "--driver", "existing"];
    const { exitCode, err } = await drill([...args, "--kubeconfig", restricted, "--allow-context", `eu=${context}`]);
    expect(exitCode).toBe(1);
    expect(err).toContain(`cluster eu (context ${context}): this user may not create namespaces drill-local\n`);
    expect(err).toContain("may not create pods in namespace drill-local\n");
    expect(err).toContain("may not list secrets in namespace drill-local\n");
    expect(err).not.toContain("may not list pods");
    await kubectl("delete", "clusterrolebinding/reader", "serviceaccount/reader");
    expect(await everything()).toEqual(before);
  });

  test("passes, and leaves no trace", async () => {
    const before = await everything();
    const { exitCode, out, err } = await existing(...allowed());
    expect(out + err).toContain("PASS");
    expect(exitCode).toBe(0);
    expect(await everything()).toEqual(before);
    const [run = ""] = readdirSync(join(runs, "staging"));
    const events = readFileSync(join(runs, "staging", run, "events.jsonl"), "utf8");
    expect(events).toContain('"type":"faultActive","fault":"slow-us"');
    expect(events).toContain('"user":"drill-procedure"');
    expect(events).toMatch(/pods is forbidden: User \\"system:serviceaccount:drill-[0-9a-f]{8}:drill-procedure\\"/);
  });
});
