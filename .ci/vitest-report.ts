import { existsSync, readFileSync } from "node:fs";

/** The part of vitest's JSON report that is counted. */
export interface VitestReport {
  readonly testResults: readonly FileReport[];
}

export interface FileReport {
  readonly name: string;
  readonly status: string;
  readonly assertionResults: readonly TestReport[];
}

export interface TestReport {
  readonly status: string;
  readonly fullName: string;
  /** What its `describe` blocks are called, from the outside in, and itself. */
  readonly ancestorTitles: readonly string[];
  readonly title: string;
  /** Of every attempt: a test that passed in the end has those of the attempts before. */
  readonly failureMessages?: readonly string[];
}

/** @returns nothing where the suite did not come as far as to write it */
export function readReport(path: string): VitestReport | undefined {
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as VitestReport) : undefined;
}
