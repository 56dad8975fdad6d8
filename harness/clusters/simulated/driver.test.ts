import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RealClock } from "../../base/real-clock.ts";
import { VirtualClock } from "../../base/virtual-clock.ts";
import { describeDriver } from "../testing/driver-contract.ts";
import { simulatedDriver } from "./driver.ts";

describeDriver("simulated, on virtual time,", {
  driver: simulatedDriver(),
  newClock: () => new VirtualClock(),
  under: (clock, body) => (clock as VirtualClock).run(body),
});

describeDriver("simulated, on real time,", {
  driver: simulatedDriver(),
  newClock: () => new RealClock(20),
  under: (_clock, body) => body(),
  folder: mkdtempSync(join(tmpdir(), "driver-contract-")),
});
