import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { UserError } from "../base/errors.ts";
import { problemLine, ScenarioProblems } from "./document/problem.ts";
import { loadScenario, readScenario, type LoadOptions } from "./load.ts";
import { duration, share, versionName } from "./schema/text.ts";

const parts: LoadOptions["parts"] = {
  faults: {
    "image-evicted": { image: versionName, nodes: share.prefault("100%") },
    "registry-outage": { mode: z.enum(["refused", "429", "slow"]).default("refused") },
  },
  steps: {
    undo: z.strictObject({ revision: z.int().optional() }),
    setImage: z.strictObject({ version: versionName }),
    pause: duration,
  },
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "load-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(path: string, text: string | Buffer): string {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

const load = (text: string, sets: readonly string[] = []) => loadScenario(write("x.yaml", text), { parts, sets });

function errorOf(action: () => unknown): UserError {
  try {
    action();
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

/** Problem lines without the folder. */
function problemsOf(text: string, sets: readonly string[] = []): string[] {
  const error = errorOf(() => load(text, sets));
  if (!(error instanceof ScenarioProblems)) throw error;
  return error.problems.map((one) => problemLine(one).replaceAll(`${folder}/`, ""));
}

const minimal = `name: a
summary: s
clusters: { eu: {}, us: {} }
procedure: { steps: [{ undo: {} }] }
`;

describe("a scenario", () => {
  test("gets every default, durations in ms and shares from 0 to 1", () => {
    const { scenario } = load(`${minimal}expect: { recoveredWithin: 1m30s, availability: 97.5% }`);
    expect(scenario.expect.recoveredWithin).toBe(90_000);
    expect(scenario.expect.availability).toBe(0.975);
    expect(scenario.clusters).toEqual({ eu: { nodes: 1 }, us: { nodes: 1 } });
    expect(scenario.application.versions["bad"]).toMatchObject({ tag: "v2", startsAfter: 2_000, errors: 0 });
    expect(scenario.procedure.steps).toMatchObject([{ onError: "stop", action: "undo", input: {} }]);
    expect(scenario.procedure.startsAt).toEqual({ on: { event: "detected" }, delay: 0, text: "detected" });
  });

  test("keeps the file's path as it was given", () => {
    expect(load(minimal).file).toBe(join(folder, "x.yaml"));
  });

  test("takes a step whose action has nothing behind it", () => {
    const { scenario } = load(minimal.replace("{ undo: {} }", "{ undo: }"));
    expect(scenario.procedure.steps![0]).toMatchObject({ action: "undo", input: {} });
  });

  test("may use anchors and aliases", () => {
    const { scenario } = load(minimal.replace("{ eu: {}, us: {} }", "{ eu: &two { nodes: 2 }, us: *two }"));
    expect(scenario.clusters).toEqual({ eu: { nodes: 2 }, us: { nodes: 2 } });
  });

  test("comes back the same from its stored source, without the files that it names", () => {
    write("undo.sh", "true");
    const text = minimal.replace("{ steps: [{ undo: {} }] }", '{ script: "${script}" }');
    const first = load(`${text}parameters: { script: undo.sh, rate: 20/s }\ntraffic: { ratePerCluster: "\${rate}" }`, [
      "parameters.rate=50/s",
    ]);
    rmSync(join(folder, "undo.sh"));
    expect(readScenario("stored.yaml", first.source, { parts }).scenario).toEqual(first.scenario);
    const again = readScenario("stored.yaml", first.source, { parts, sets: ["parameters.rate=60/m"] });
    expect(again.scenario.traffic.ratePerCluster).toBe(1);
  });
});

describe("mistakes", () => {
  test("of ten kinds in one file are reported together, each with its place and what was expected", () => {
    const file = join(import.meta.dirname, "../../fixtures/scenarios/ten-mistakes.yaml");
    const error = errorOf(() => loadScenario(file, { parts })) as ScenarioProblems;
    expect(error.problems.map((one) => problemLine({ ...one, file: "f" }))).toEqual([
      'f:1:7: name: "Ten_Mistakes"; expected lower-case letters, digits and hyphens, such as registry-down',
      "f:2:1: unknown key sumary; expected one of version, name, summary, parameters, clusters, links, registry, application, traffic, rollout, detection, faults, procedure, knownBad, expect; did you mean summary?",
      "f:7:3: key us a second time; expected each key once",
      "f:9:21: links[0].between[1]: unknown end of a link uss; expected one of eu, us, operator; did you mean us?",
      'f:10:28: traffic.ratePerCluster: "20 per second" is no rate; expected a number per second or minute, such as 20/s or 600/m',
      'f:12:25: faults[0].kind: "registry-outtage"; expected one of image-evicted, registry-outage; did you mean registry-outage?',
      'f:13:63: faults[1].nodes: "150%" is no percentage; expected 0% to 100%, such as 95%',
      'f:13:73: faults[1].at: "procedureStartd + 2s" is no event; expected one of baselineProven, rolloutStarted, rolloutFinished, impact, detected, procedureStarted, procedureFinished, CLUSTER updated N%, procedureStep N, FAULT active, FAULT healed, with "+ 30s" after it if need be; did you mean procedureStarted?',
      `f:15:11: procedure.script: no-such-script.sh, which is not there; expected a file at ${join(dirname(file), "no-such-script.sh")}`,
      "f:16:38: expect.decision: unknown parameter ${decision}; expected a name below parameters, which is empty ($${ for the text ${ itself)",
    ]);
  });

  test("in an image of one's own are told with the place of the version", () => {
    write("app.tar", "");
    const versions = "good: { localImage: app, archive: app.tar }, bad: { archive: no-such.tar }, next: v3";
    expect(problemsOf(`${minimal}application: { versions: { ${versions} } }`)).toEqual([
      'x.yaml:5:62: application.versions.good.archive: "app.tar"; expected localImage or archive, not both',
      "x.yaml:5:89: application.versions.bad.archive: no-such.tar, which is not there; expected a file at no-such.tar",
    ]);
  });

  test("are shown with the line and carets below what is wrong", () => {
    const error = errorOf(() => load(`${minimal}traffic: { slo: { succes: 99% } }`));
    expect(error.message.replaceAll(`${folder}/`, "")).toBe(
      [
        "x.yaml has a problem",
        "x.yaml:5:19: traffic.slo: unknown key succes; expected one of success, latency; did you mean success?",
        "    5 | traffic: { slo: { succes: 99% } }",
        "      |                   ^^^^^^",
      ].join("\n"),
    );
    expect(error.hint).toContain("drill check");
    expect(error.exitCode).toBe(1);
  });

  test.each([
    [
      "a missing key",
      "name: a\nclusters: { eu: {} }\nprocedure: { steps: [] }",
      "x.yaml:1:1: no summary; expected summary: a text",
    ],
    [
      "a text where a list belongs",
      minimal.replace("undo: {}", "undo: {}, on: eu"),
      'x.yaml:4:38: procedure.steps[0].on: "eu"; expected a list: [eu]',
    ],
    [
      "a number with a fraction",
      minimal.replace("eu: {}", "eu: { nodes: 1.5 }"),
      "x.yaml:3:26: clusters.eu.nodes: 1.5; expected a whole number",
    ],
    [
      "no clusters",
      minimal.replace("{ eu: {}, us: {} }", "{}"),
      "x.yaml:3:11: clusters: a map; expected at least one cluster",
    ],
    [
      "a name that is none",
      minimal.replace("eu: {}", "Eu: {}"),
      "x.yaml:3:13: clusters: name Eu; expected lower-case letters, digits and hyphens, such as registry-down",
    ],
    [
      "a value of the wrong type in a union",
      `${minimal}expect: { target: 5 }`,
      "x.yaml:5:19: expect.target: 5; expected lower-case letters, digits and hyphens, such as registry-down or a map of keys and values",
    ],
    [
      "a mistake inside the alternative that was meant",
      `${minimal}expect: { redeploy: { too: next } }`,
      "x.yaml:5:23: expect.redeploy: unknown key too; expected one of to, within; did you mean to?",
    ],
    [
      "an entry that is missing from a pair",
      `${minimal}links: [{ between: [eu] }]`,
      "x.yaml:5:20: links[0].between: a list; expected at least 2 entries",
    ],
    [
      "limits of the score below its targets",
      `${minimal}expect: { limits: { detect: 30s } }`,
      "x.yaml:5:29: expect.limits.detect: 30s; expected more than targets.detect, 1m",
    ],
    [
      "waves that nobody names",
      minimal.replace("steps:", "strategy: waves, steps:"),
      "x.yaml:4:24: procedure.strategy: waves, but there are none; expected waves beside it, or rollout.waves",
    ],
    [
      "names that objects of JavaScript have by themselves",
      `${minimal}toString: {}`,
      expect.stringMatching(/^x\.yaml:5:1: unknown key toString; expected one of version, name, /),
    ],
    [
      "a key that would change what an object is",
      minimal.replace("eu: {}", "eu: {}, __proto__: {}"),
      "x.yaml:3:21: a key that is no name; expected a name",
    ],
    ["a version of the format that is not known", `${minimal}version: 2`, "x.yaml:5:10: version: 2; expected 1"],
  ])("%s", (_, text, line) => {
    expect(problemsOf(text)).toEqual([line]);
  });
});

describe("a fault", () => {
  const fault = (text: string) => `${minimal}faults: [${text}]`;

  test.each([
    [
      "without a kind",
      "{ name: f }",
      "x.yaml:5:10: faults[0]: no kind; expected kind: one of image-evicted, registry-outage",
    ],
    [
      "with a key of another kind",
      "{ name: f, kind: registry-outage, nodes: 50% }",
      "x.yaml:5:44: faults[0]: unknown key nodes; expected one of name, kind, on, at, for, mode; did you mean mode?",
    ],
    [
      "with a choice that YAML reads as a number",
      "{ name: f, kind: registry-outage, mode: 429 }",
      'x.yaml:5:50: faults[0].mode: 429; expected one of 429, refused, slow; did you mean "429"?',
    ],
    ["that is a text", "oops", 'x.yaml:5:10: faults[0]: "oops"; expected a map of keys and values'],
    [
      "on an unknown cluster",
      "{ name: f, kind: registry-outage, on: [ue] }",
      "x.yaml:5:49: faults[0].on[0]: unknown cluster ue; expected one of eu, us; did you mean us?",
    ],
    [
      "about an unknown version",
      "{ name: f, kind: image-evicted, image: goood }",
      "x.yaml:5:49: faults[0].image: unknown version goood; expected one of good, bad, next; did you mean good?",
    ],
  ])("%s", (_, text, line) => {
    expect(problemsOf(fault(text))).toEqual([line]);
  });
});

describe("a step", () => {
  const step = (text: string) => minimal.replace("{ undo: {} }", text);

  test.each([
    [
      "with a mistyped action",
      "{ setImge: { version: good } }",
      "x.yaml:4:24: procedure.steps[0]: unknown key setImge; expected one action: undo, setImage, pause; did you mean setImage?",
    ],
    [
      "with a mistake in its input is told only what its own action takes",
      "{ setImage: { verion: good, version: bad } }",
      "x.yaml:4:36: procedure.steps[0].setImage: unknown key verion; expected version; did you mean version?",
    ],
    [
      "with two actions",
      "{ undo: {}, pause: 3s }",
      "x.yaml:4:22: procedure.steps[0]: a step with 2 actions (undo, pause); expected one action: undo, setImage, pause",
    ],
    [
      "without an action",
      "{ name: x }",
      "x.yaml:4:22: procedure.steps[0]: a step without an action; expected one action: undo, setImage, pause",
    ],
    [
      "that is a text",
      "undo",
      'x.yaml:4:22: procedure.steps[0]: "undo"; expected a map with one action: undo, setImage, pause',
    ],
    [
      "with an unknown common key",
      "{ undo: {}, timout: 3s }",
      "x.yaml:4:34: procedure.steps[0]: unknown key timout; expected one of name, on, timeout, onError, retries, undo; did you mean timeout?",
    ],
    [
      "with a value that is no duration",
      "{ pause: 3 }",
      "x.yaml:4:31: procedure.steps[0].pause: 3; expected a duration such as 500ms, 30s, 1m30s or 2h",
    ],
  ])("%s", (_, text, line) => {
    expect(problemsOf(step(text))).toEqual([line]);
  });

  test("is asked for in a procedure that has none, or several sources", () => {
    const expected = "expected exactly one of script, runbook and steps";
    expect(problemsOf(minimal.replace("{ steps: [{ undo: {} }] }", "{}"))).toEqual([
      `x.yaml:4:12: procedure: a map; ${expected}`,
    ]);
  });
});

describe("a file that is no scenario", () => {
  test.each([
    ["an empty file", "", "x.yaml:1:1: an empty file; expected a map of keys and values"],
    ["only comments", "# nothing\n", "x.yaml:1:1: an empty file; expected a map of keys and values"],
    ["a list", "- a\n- b\n", "x.yaml:1:1: a list; expected a map of keys and values"],
    ["a second document", `${minimal}---\nname: b\n`, "x.yaml:5:1: a second document; expected one document in a file"],
    ["tabs", "name: a\nclusters:\n\teu: {}\n", "x.yaml:3:1: a tab as indentation; expected spaces"],
    ["an alias without anchor", "name: *x\n", "x.yaml:1:7: alias *x; expected the name of an anchor above it"],
    [
      "a broken list",
      "a: [1, 2\nb: 3",
      "x.yaml:2:1: a mistake in the YAML (flow sequence in block collection must be sufficiently indented and end with a ]); expected valid YAML",
    ],
    ["a tag", "name: !!js/function x\n", "x.yaml:1:7: a tag, !!js/function; expected a plain value"],
  ])("%s", (_, text, line) => {
    expect(problemsOf(text)).toContain(line);
  });

  test("a list in a list in a list, twenty thousand times", () => {
    expect(problemsOf("[".repeat(20_000))).toEqual([
      expect.stringContaining("lists or maps nested too deeply; expected a few levels"),
    ]);
  });

  test("an alias that contains itself", () => {
    expect(problemsOf(`${minimal}links: &l [*l]`)).toContain(
      "x.yaml:5:12: alias *l; expected a value that does not contain itself",
    );
  });

  test("aliases of aliases that make millions of values", () => {
    const bomb = Array.from({ length: 9 }, (_, level) => {
      const below = level === 0 ? "x" : `*a${level - 1}`;
      return `a${level}: &a${level} [${Array(9).fill(below).join(", ")}]`;
    });
    expect(problemsOf(bomb.join("\n"))).toContainEqual(
      expect.stringContaining(
        "a document that is too large; expected at most 20000 values, aliases counted as often as they are used",
      ),
    );
  });

  test.each([
    ["is a device", () => "/dev/null", "/dev/null is not a regular file"],
    ["is missing", () => "none.yaml", "none.yaml cannot be read: there is no such file"],
    ["is a folder", () => write("f/x", "").slice(0, -2), "f is a folder, not a file"],
    ["lies below a file", () => `${write("g", "")}/x`, "g/x cannot be read: a part of its path is no folder"],
    ["is not UTF-8", () => write("l1.yaml", Buffer.from([0x61, 0xe9])), "l1.yaml is not UTF-8 text"],
    [
      "is too large",
      () => write("big.yaml", "#".repeat(1_000_001)),
      "big.yaml has 1000001 bytes; expected at most 1000000",
    ],
  ])("a path that %s", (_, path, message) => {
    const error = errorOf(() => loadScenario(path(), { parts }));
    expect(error.message.replaceAll(`${folder}/`, "")).toBe(message);
    expect(error.hint).toBeDefined();
  });

  test.skipIf(process.getuid?.() === 0)("a file that may not be read", () => {
    const file = write("secret.yaml", minimal);
    chmodSync(file, 0);
    expect(errorOf(() => loadScenario(file, { parts })).message).toBe(`${file} cannot be read: permission denied`);
  });
});

describe("files that a scenario names", () => {
  const script = (path: string) => minimal.replace("{ steps: [{ undo: {} }] }", `{ script: ${path} }`);

  test("start from the scenario's folder", () => {
    write("ops/undo.sh", "true");
    expect(load(script("ops/undo.sh")).scenario.procedure.script).toBe("ops/undo.sh");
  });

  test("must be files", () => {
    write("ops/undo.sh", "true");
    expect(problemsOf(script("ops"))).toEqual([
      "x.yaml:4:22: procedure.script: ops, which is no file; expected a file",
    ]);
  });

  test("may be folders where manifests are named", () => {
    write("k8s/app.yaml", "");
    expect(load(`${minimal}application: { manifests: k8s }`).scenario.application.manifests).toBe("k8s");
    expect(problemsOf(`${minimal}application: { manifests: k8 }`)).toEqual([
      "x.yaml:5:27: application.manifests: k8, which is not there; expected a file or folder at k8",
    ]);
  });

  test("on the command line start from the current folder", () => {
    const file = write("sub/x.yaml", minimal.replace("{ steps: [{ undo: {} }] }", "{ script: x.yaml }"));
    write("mine/undo.sh", "true");
    const { scenario } = loadScenario(file, {
      parts,
      sets: ["procedure.script=undo.sh"],
      folder: join(folder, "mine"),
    });
    expect(scenario.procedure.script).toBe("../mine/undo.sh");
  });
});
