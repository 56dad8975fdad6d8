import { defineConfig } from "vitest/config";

const sources = "{harness,reports,fixtures,bench,conformance,.ci}";
const kindTests = `${sources}/**/*.kind.test.ts`;
const conformanceTests = `${sources}/**/*.conformance.test.ts`;

/** `unit` and `conformance` need nothing but Node; `kind` needs Docker and kind, and starts real clusters, one file at a time. */
export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: "unit",
          include: [`${sources}/**/*.test.ts`],
          exclude: [kindTests, conformanceTests],
          testTimeout: 20_000,
          hookTimeout: 20_000,
        },
      },
      {
        test: {
          name: "conformance",
          include: [conformanceTests],
        },
      },
      {
        test: {
          name: "kind",
          include: [kindTests],
          fileParallelism: false,
          testTimeout: 5 * 60_000,
          hookTimeout: 10 * 60_000,
        },
      },
    ],
  },
});
