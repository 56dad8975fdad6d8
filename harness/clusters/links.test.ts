import { expect, test } from "vitest";
import { VirtualClock } from "../base/virtual-clock.ts";
import { probeLink } from "./links.ts";

test("a link that answers is reached after as long as that took, and nothing is waited for any longer", async () => {
  const clock = new VirtualClock();
  const probe = await clock.run(() => probeLink(clock, () => clock.sleep(30)));
  expect(probe).toEqual({ reached: true, roundTrip: 30 });
  await expect(clock.run(() => new Promise(() => undefined))).rejects.toThrow("virtual time stands still");
  expect(clock.now()).toBe(30);
});

test("a link that is silent is given up after 2 s, and who asked is told", async () => {
  const clock = new VirtualClock();
  let signal: AbortSignal | undefined;
  const silence = (given: AbortSignal) => {
    signal = given;
    return new Promise(() => undefined);
  };
  expect(await clock.run(() => probeLink(clock, silence))).toEqual({ reached: false, roundTrip: 2_000 });
  expect(signal?.aborted).toBe(true);
});

test("a link whose other end refuses is not reached", async () => {
  const clock = new VirtualClock();
  const refused = async () => {
    await clock.sleep(20);
    throw new Error("connection refused");
  };
  expect(await clock.run(() => probeLink(clock, refused))).toEqual({ reached: false, roundTrip: 20 });
});
