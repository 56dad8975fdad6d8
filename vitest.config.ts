import { defineConfig } from "vitest/config";

const sources = "{harness,reports,fixtures,bench,conformance,.ci}";
const kindTests = `${sources}/**/*.kind.test.ts`;
const conformanceTests = `${sources}/**/*.conformance.test.ts`;

/**
 * Where processes, clients and clusters race on real time, a machine that stalls can lose once; a defect is there every time.
 * `.ci/run` names the tests that needed it.
 */
const retry = 2;

/** `unit` and `conformance` need nothing but Node; `kind` needs Docker and kind, and starts real clusters, one file at a time. */
export default defineConfig({
  test: {
    maxWorkers: 2,
    globalSetup: "fixtures/temporary-folder.ts",
    projects: [
      {
        test: {
          name: "unit",
          include: [`${sources}/**/*.test.ts`],
          exclude: [kindTests, conformanceTests],
          retry,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: "conformance",
          include: [conformanceTests],
          maxConcurrency: 8,
          retry,
        },
      },
      {
        test: {
          name: "kind",
          include: [kindTests],
          fileParallelism: false,
          retry,
          testTimeout: 5 * 60_000,
          hookTimeout: 10 * 60_000,
        },
      },
    ],
  },
});
