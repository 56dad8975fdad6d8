import type { Ledger } from "./driver.ts";

/** For what ends with the process, so that nothing of it can be left behind, and for what is on record elsewhere. */
export const forgetfulLedger: Ledger = { record: () => ({ strike: () => undefined }) };
