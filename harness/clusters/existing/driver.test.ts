import { afterAll } from "vitest";
import { RealClock } from "../../base/real-clock.ts";
import { describeDriver } from "../testing/driver-contract.ts";
import { startTeam } from "./testing/team.ts";

const team = await startTeam();
afterAll(() => team[Symbol.asyncDispose]());

describeDriver("existing, on simulated clusters,", {
  driver: team.driver,
  newClock: () => new RealClock(),
  under: (_clock, body) => body(),
  folder: team.folder,
});
