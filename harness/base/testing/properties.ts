import fc from "fast-check";

/**
 * The same examples in every run, so that a commit passes or does not. `DRILL_TEST_SEED=<number>` draws others; a property
 * that fails names the seed.
 */
fc.configureGlobal({ seed: Number(process.env["DRILL_TEST_SEED"] ?? 1) });

export { default as fc } from "fast-check";
