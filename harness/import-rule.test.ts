import { globSync, readFileSync } from "node:fs";
import { dirname, join, posix, sep } from "node:path";
import ts from "typescript";
import { describe, expect, test } from "vitest";

/** A folder may import from itself and from stages before its own; folders of one stage do not know each other. */
const stages = [
  ["harness/base"],
  ["harness/scenario"],
  ["harness/clusters"],
  ["harness/faults", "harness/procedures", "harness/probes", "harness/traffic"],
  ["harness/timeline"],
  ["harness/judging"],
  ["reports"],
  ["harness/commands", "harness"],
];

/** Files of the last stage stand above everything and use each other. */
const top = stages.length - 1;

interface Source {
  /** Relative to the root of the package, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

function folderOf(path: string): string | undefined {
  return stages
    .flat()
    .filter((folder) => path.startsWith(`${folder}/`))
    .sort((a, b) => b.length - a.length)[0];
}

const stageOf = (folder: string) => stages.findIndex((stage) => stage.includes(folder));

function problemsOf({ path, text }: Source): string[] {
  const own = folderOf(path);
  if (own === undefined) return [`${path} stands in no folder that the import rule knows`];
  return specifiersOf(text)
    .filter((specifier) => specifier.startsWith("."))
    .flatMap((specifier) => {
      const target = posix.join(posix.dirname(path), specifier);
      const folder = folderOf(target);
      if (/\/testing(\/|\.ts$)/.test(target)) return [`${path} imports ${target}, which is for tests`];
      if (folder === undefined)
        return [`${path} imports ${target}, which stands in no folder that the import rule knows`];
      const allowed = folder === own || stageOf(folder) < stageOf(own) || stageOf(own) === top;
      return allowed ? [] : [`${path} imports ${target}: ${own} does not see ${folder}`];
    });
}

/** Of every import and re-export, at run time or of types alone. */
function specifiersOf(text: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) keep(node.moduleSpecifier);
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) keep(node.arguments[0]);
    if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) keep(node.argument.literal);
    ts.forEachChild(node, visit);
  };
  const keep = (specifier: ts.Node | undefined) => {
    if (specifier !== undefined && ts.isStringLiteralLike(specifier)) found.push(specifier.text);
  };
  visit(ts.createSourceFile("source.ts", text, ts.ScriptTarget.Latest));
  return found;
}

const brokenRules = (sources: readonly Source[]) => sources.flatMap(problemsOf);

/** Tests and what helps them are left out: a test that runs a part within the whole may look in every direction. */
function readSources(): Source[] {
  const root = dirname(import.meta.dirname);
  return globSync("{harness,reports}/**/*.ts", {
    cwd: root,
    exclude: ["**/*.test.ts", "**/testing/**", "**/testing.ts"],
  }).map((path) => ({
    path: path.split(sep).join("/"),
    text: readFileSync(join(root, path), "utf8"),
  }));
}

test("folders import only from folders to their left", () => {
  const sources = readSources();
  expect(sources.map((source) => source.path)).toContain("harness/base/clock.ts");
  expect(brokenRules(sources)).toEqual([]);
});

describe("the rule finds", () => {
  const broken = (path: string, text: string) => brokenRules([{ path, text }]);

  test("an import from the right", () => {
    expect(broken("harness/scenario/plan.ts", `import { Driver } from "../clusters/driver.ts";`)).toEqual([
      "harness/scenario/plan.ts imports harness/clusters/driver.ts: harness/scenario does not see harness/clusters",
    ]);
  });

  test("an import from a neighbour in the same stage", () => {
    expect(broken("harness/faults/link-cut.ts", `import { probe } from "../probes/probe.ts";`)).toEqual([
      "harness/faults/link-cut.ts imports harness/probes/probe.ts: harness/faults does not see harness/probes",
    ]);
  });

  test("types, re-exports, imports for effect, over several lines or at run time, as well", () => {
    const text = `
      import type { A } from "../drill.ts";
      export { b } from "../timeline/reader.ts";
      export * as c from "../timeline/recorder.ts";
      import "../../reports/map.ts";
      import {
        d,
      } from '../judging/gates.ts';
      const e = await import("../commands/run.ts");
      type F = import("../cli.ts").F;
    `;
    expect(broken("harness/clusters/driver.ts", text)).toEqual([
      "harness/clusters/driver.ts imports harness/drill.ts: harness/clusters does not see harness",
      "harness/clusters/driver.ts imports harness/timeline/reader.ts: harness/clusters does not see harness/timeline",
      "harness/clusters/driver.ts imports harness/timeline/recorder.ts: harness/clusters does not see harness/timeline",
      "harness/clusters/driver.ts imports reports/map.ts: harness/clusters does not see reports",
      "harness/clusters/driver.ts imports harness/judging/gates.ts: harness/clusters does not see harness/judging",
      "harness/clusters/driver.ts imports harness/commands/run.ts: harness/clusters does not see harness/commands",
      "harness/clusters/driver.ts imports harness/cli.ts: harness/clusters does not see harness",
    ]);
  });

  test("nothing in comments and strings", () => {
    const text = `// import { a } from "../timeline/reader.ts";\nconst b = 'import { a } from "../timeline/reader.ts"';`;
    expect(broken("harness/base/clock.ts", text)).toEqual([]);
  });

  test("an import of the whole from a part, and a folder it was not told about", () => {
    expect(broken("reports/terminal.ts", `import { runDrill } from "../harness/drill.ts";`)).toEqual([
      "reports/terminal.ts imports harness/drill.ts: reports does not see harness",
    ]);
    expect(broken("harness/judging/score.ts", `import { sample } from "../../fixtures/sample.ts";`)).toEqual([
      "harness/judging/score.ts imports fixtures/sample.ts, which stands in no folder that the import rule knows",
    ]);
  });

  test("a helper of tests in what ships", () => {
    expect(broken("harness/judging/score.ts", `import { sketch } from "./testing/sketch.ts";`)).toEqual([
      "harness/judging/score.ts imports harness/judging/testing/sketch.ts, which is for tests",
    ]);
  });

  test("nothing wrong in what the rule allows", () => {
    const text = `
      import { readFile } from "node:fs/promises";
      import { Clock } from "../base/clock.ts";
      import { Driver } from "../clusters/driver.ts";
      import { Fault } from "./fault.ts";
    `;
    expect(broken("harness/faults/link-cut.ts", text)).toEqual([]);
    expect(broken("harness/drill.ts", `import { run } from "./commands/run.ts"; import "../reports/map.ts";`)).toEqual(
      [],
    );
  });
});
