import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { RealClock } from "../../base/real-clock.ts";
import { describeDriver } from "../testing/driver-contract.ts";
import { kindDriver } from "./driver.ts";
import { missingForKind } from "./docker/missing.ts";

const folder = mkdtempSync(join(tmpdir(), "drill-kind-contract-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describeDriver("kind", {
  driver: kindDriver(process.env),
  newClock: () => new RealClock(),
  under: (_clock, body) => body(),
  folder,
  missing: await missingForKind(),
});
