import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { asset } from "../base/assets.ts";
import { drill } from "./testing.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "commands-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

const good = `name: a
summary: eu goes back
clusters: { eu: {}, us: {} }
faults: [{ name: evicted, kind: image-evicted, image: good, on: [us], at: detected }]
procedure: { steps: [{ rolloutUndo: {} }] }
knownBad: [{ name: idle, fails: [G1], steps: [] }]
`;

describe("drill plan", () => {
  test("prints what happens, what must hold, needs, programs and every default", async () => {
    const { exitCode, out } = await drill(["plan", write("a.yaml", good)]);
    expect(exitCode).toBe(0);
    expect(out).toContain(
      `a (${folder}/a.yaml)\n  summary       eu goes back\n  driver        simulated, virtual time, seed 1, a look every 1s\n`,
    );
    expect(out).toContain("  cluster us    1 node, context us, must end at good\n");
    expect(out).toContain("  version bad   registry.drill.local/web:v2\n");
    expect(out).toContain("detected             fault evicted (image-evicted) strikes us, until the end\n");
    expect(out).toContain("every cluster recovers  within 15m of the first impact, and holds for 1m\n");
    expect(out).toContain("image-cache  offered  for fault evicted (image-evicted)\n");
    expect(out).toContain("Programs from PATH\n  none\n");
    expect(out).toContain("      nodes: 100%\n");
    expect(out).toContain("    recoveredWithin: 15m\n");
  });

  test("says where images of one's own come from, and where a stand-in takes their place", async () => {
    const versions = "{ good: { localImage: 'shop:dev' }, bad: v2, next: v3 }";
    const file = write("own.yaml", `${good}application: { versions: ${versions} }`);
    const { out } = await drill(["plan", file]);
    expect(out).toContain(
      "registry.drill.local/web:good, where its declared behaviour stands in for local image shop:dev\n",
    );
    const real = await drill(["plan", file, "--driver", "kind"]);
    expect(real.out).toContain("registry.drill.local/web:good, from local image shop:dev\n");
  });

  test("works --set in", async () => {
    const { out } = await drill([
      "plan",
      write("a.yaml", good),
      "--set",
      "faults.evicted.for=2m",
      "--set",
      "expect.hold=5s",
    ]);
    expect(out).toContain("fault evicted (image-evicted) strikes us, for 2m");
    expect(out).toContain("and holds for 5s");
  });

  test("shows a known-bad procedure in the place of the scenario's own", async () => {
    const { out } = await drill(["plan", write("a.yaml", good), "--known-bad", "idle"]);
    expect(out).toContain("Procedure\n  idle (steps), which must fail at G1\n");
  });

  test("prints JSON for programs", async () => {
    const { exitCode, out } = await drill(["plan", write("a.yaml", good), "--json", "--seed", "7"]);
    expect(exitCode).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      format: 1,
      seed: 7,
      clock: "virtual",
      targets: { eu: "good", us: "good" },
      needs: [{ ability: "image-cache", why: "fault evicted (image-evicted)" }],
      unmet: [],
      missingTools: [],
    });
  });

  test("says which programs are missing, and ends with exit code 1", async () => {
    write("undo.sh", "#!/bin/sh\nkubectl rollout undo deployment/web\n");
    const file = write("a.yaml", good.replace("{ steps: [{ rolloutUndo: {} }] }", "{ script: undo.sh }"));
    const { exitCode, out, err } = await drill(["plan", file], { PATH: folder });
    expect(exitCode).toBe(1);
    expect(out).toMatch(/kubectl {2}missing/);
    expect(err).toMatch(/^error: not on PATH: (.*, )?kubectl(,.*)?\nhint: /);
  });

  test.each([
    [["--driver", "simulatd"], 'there is no driver "simulatd"'],
    [["--seed", "x"], "--seed x is no whole number"],
    [["--speed", "0"], "--speed 0 is no factor"],
    [["--known-bad", "idl"], 'a has no known-bad procedure "idl"'],
    [["--known-bad", "idle", "--procedure", "x.sh"], "--procedure and --known-bad exclude each other"],
  ])("refuses %j", async (options, message) => {
    const { exitCode, err } = await drill(["plan", write("a.yaml", good), ...options]);
    expect(exitCode).toBe(1);
    expect(err).toContain(`error: ${message}\nhint: `);
  });
});

describe("drill check", () => {
  test("prints a line for each file, and all problems in full", async () => {
    const fine = write("fine.yaml", good);
    const wrong = write("wrong.yaml", good.replace("summary", "sumary").replace("on: [us]", "on: [uk]"));
    const missing = join(folder, "none.yaml");
    const { exitCode, out, err } = await drill(["check", fine, wrong, missing]);
    expect(exitCode).toBe(1);
    expect(out.replaceAll(`${folder}/`, "")).toBe(
      "ok     fine.yaml\nwrong  wrong.yaml: 3 problems\nwrong  none.yaml: 1 problem\n",
    );
    const text = err.replaceAll(`${folder}/`, "");
    expect(text).toContain("wrong.yaml:1:1: no summary; expected summary: a text\n");
    expect(text).toContain("wrong.yaml:2:1: unknown key sumary;");
    expect(text).toContain(
      "wrong.yaml:4:66: faults[0].on[0]: unknown cluster uk; expected one of eu, us; did you mean us?\n",
    );
    expect(text).toContain("none.yaml cannot be read: there is no such file\nhint: ");
  });

  test("looks at known-bad procedures, manifests and the driver's abilities as well", async () => {
    const noManifests = write("m.yaml", `${good}application: { manifests: m.yaml }\n`);
    const { err } = await drill(["check", noManifests]);
    expect(err.replaceAll(`${folder}/`, "")).toContain(
      "m.yaml:1:1: this is no Kubernetes object: it has no apiVersion, no kind",
    );
  });

  test("passes the scenarios that ship", async () => {
    const { exitCode, out, err } = await drill([
      "check",
      asset("scenarios/clean-rollback.yaml"),
      asset("scenarios/registry-down-uncached.yaml"),
    ]);
    expect(err).toBe("");
    expect(exitCode).toBe(0);
    expect(out.match(/^ok /gm)).toHaveLength(2);
  });
});

describe("clusters that are there already", () => {
  const everything = good.replace("procedure:", "registry: { mirror: m.example }\nprocedure:");

  test("are refused to scenarios that would touch what is not the drill's, all reasons at once", async () => {
    const kubeconfig = write("kubeconfig", "{ clusters: [], users: [], contexts: [] }");
    const args = ["--driver", "existing", "--kubeconfig", kubeconfig, "--allow-context", "eu"];
    const { exitCode, err } = await drill(["plan", write("a.yaml", everything), ...args]);
    expect(exitCode).toBe(1);
    expect(err).toContain("error: driver existing cannot do what a needs:\n");
    expect(err).toContain("  mirror, for registry.mirror\n  image-cache, for fault evicted (image-evicted)\n");
    expect(err).toContain(`  cluster eu: ${kubeconfig} has no context eu; it has none\n`);
    expect(err).toContain(
      "  cluster us: context us is not allowed; add --allow-context us, or --allow-context us=CONTEXT\n",
    );
  });

  test("mean nothing to a driver that makes its own", async () => {
    const { exitCode, err } = await drill(["run", write("a.yaml", good), "--allow-context", "eu"]);
    expect(exitCode).toBe(1);
    expect(err).toContain(
      "driver simulated makes its own clusters: --kubeconfig and --allow-context mean nothing to it",
    );
  });
});

describe("drill images", () => {
  test("prints how the stand-in of each version is built, with what faults make of it", async () => {
    const file = write(
      "a.yaml",
      good.replace("faults: [", "faults: [{ name: bad, kind: bad-image, mode: serves-errors, errors: 40% }, "),
    );
    const { exitCode, out } = await drill(["images", file, "--push"], { DRILL_APP_BASE_IMAGE: "node:own" });
    expect(exitCode).toBe(0);
    const lines = out.split("\n");
    expect(lines[3]).toBe("# bad");
    expect(lines[4]).toMatch(
      /^docker build --tag=registry\.drill\.local\/web:v2 --build-arg=BASE=node:own '--build-arg=BEHAVIOUR=/,
    );
    expect(lines[4]).toContain('"errors":0.4');
    expect(lines[5]).toBe("docker push registry.drill.local/web:v2");
  });
});

describe("drill list", () => {
  test("names every kind of thing with a sentence", async () => {
    const { exitCode, out } = await drill(["list"]);
    expect(exitCode).toBe(0);
    expect(out.match(/^\S+$/gm)).toEqual([
      "faults",
      "probes",
      "drivers",
      "procedures",
      "steps",
      "reporters",
      "scenarios",
    ]);
    expect(out).toMatch(/^ {2}registry-outage +the registry is refused/m);
    expect(out).toMatch(/^ {2}rolloutUndo +puts the template/m);
    expect(out).toMatch(/^ {2}simulated +can do api-cut, /m);
    expect(out).toMatch(/clean-rollback\.yaml +The new release/);
  });

  test("prints only what is asked for, also as JSON", async () => {
    const { out } = await drill(["list", "reporters", "--json"]);
    const { reporters } = JSON.parse(out) as { reporters: { name: string }[] };
    expect(reporters.map(({ name }) => name)).toEqual(["terminal", "json", "junit", "markdown"]);
  });

  test("says what it knows when asked for something else", async () => {
    expect(await drill(["list", "fault"])).toEqual({
      exitCode: 1,
      out: "",
      err: "error: drill list knows no fault\nhint: Did you mean faults? It lists faults, probes, drivers, procedures, steps, reporters, scenarios.\n",
    });
  });
});

describe("drill init", () => {
  test("writes a scenario and a runbook that pass drill check", async () => {
    const { exitCode, out } = await drill(["init", folder]);
    expect(exitCode).toBe(0);
    const scenario = join(folder, "scenarios/first-drill.yaml");
    expect(out).toContain(`wrote ${scenario}\nwrote ${folder}/scenarios/runbooks/undo.md\n`);
    expect(readFileSync(join(folder, "scenarios/runbooks/undo.md"), "utf8")).toContain(
      "kubectl --context eu rollout undo",
    );
    expect(await drill(["check", scenario])).toEqual({ exitCode: 0, out: `ok     ${scenario}\n`, err: "" });
  });

  test("overwrites nothing", async () => {
    await drill(["init", folder]);
    const scenario = join(folder, "scenarios/first-drill.yaml");
    writeFileSync(scenario, "mine");
    rmSync(join(folder, "scenarios/runbooks"), { recursive: true });
    expect(await drill(["init", folder])).toEqual({
      exitCode: 1,
      out: "",
      err: `error: ${scenario} is there already\nhint: Nothing was written. Choose another folder: drill init FOLDER.\n`,
    });
    expect(readFileSync(scenario, "utf8")).toBe("mine");
  });

  test("says so when it may not write", async () => {
    write("scenarios", "a file");
    const { exitCode, err } = await drill(["init", folder]);
    expect(exitCode).toBe(1);
    expect(err).toContain(`error: cannot write ${folder}/scenarios/first-drill.yaml: `);
  });

  test("its known-bad procedure fails where it should, and a correct one passes", async () => {
    await drill(["init", folder]);
    const scenario = join(folder, "scenarios/first-drill.yaml");
    const runs = join(folder, "runs");
    const bad = await drill(["run", scenario, "--known-bad", "forgets-us", "--runs", runs]);
    expect(bad.exitCode, bad.err + bad.out).toBe(2);
    expect(bad.out).toMatch(/G3/);
    const steps =
      "procedure={ steps: [{ rolloutUndo: {} }, { waitFor: rollout, timeout: 3m }], startsAt: detected + 10s }";
    const right = await drill(["run", scenario, "--set", steps, "--runs", runs]);
    expect(right.exitCode, right.err + right.out).toBe(0);
  });
});
