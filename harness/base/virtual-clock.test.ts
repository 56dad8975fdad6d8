import { expect, test } from "vitest";
import { fc } from "./testing/properties.ts";
import { VirtualClock } from "./virtual-clock.ts";

test("time stands still unless something is due", async () => {
  const clock = new VirtualClock();
  const seen: number[] = [];
  await clock.run(async () => {
    await clock.sleep(900_000);
    seen.push(clock.now());
    await Promise.resolve();
    seen.push(clock.now());
  });
  expect(seen).toEqual([900_000, 900_000]);
});

test("timers run in the order of their instants, and of their scheduling within one", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(20), { maxLength: 60 }), (delays) => {
      const clock = new VirtualClock();
      const ran: { at: number; index: number }[] = [];
      delays.forEach((delay, index) => clock.schedule(delay, () => ran.push({ at: clock.now(), index })));
      clock.advance(20);
      const expected = delays.map((at, index) => ({ at, index })).sort((a, b) => a.at - b.at || a.index - b.index);
      expect(ran).toEqual(expected);
    }),
  );
});

test("a cancelled timer does not run, and cancelling again is harmless", () => {
  const clock = new VirtualClock();
  let ran = 0;
  const timer = clock.schedule(5, () => ran++);
  timer.cancel();
  timer.cancel();
  clock.advance(10);
  expect(ran).toBe(0);
});

test("an aborted sleep rejects with the reason", async () => {
  const clock = new VirtualClock();
  const stop = new AbortController();
  await clock.run(async () => {
    clock.schedule(3, () => stop.abort(new Error("enough")));
    await expect(clock.sleep(10, stop.signal)).rejects.toThrow("enough");
    expect(clock.now()).toBe(3);
  });
});

test("waiting for something that the clock does not drive is a bug and not a hang", async () => {
  const clock = new VirtualClock();
  await expect(clock.run(() => new Promise(() => undefined))).rejects.toThrow("virtual time stands still");
});

test("two sleepers take turns in the same order every time", async () => {
  const story = async () => {
    const clock = new VirtualClock();
    const lines: string[] = [];
    const walk = async (name: string, step: number) => {
      for (let i = 0; i < 5; i++) {
        await clock.sleep(step);
        lines.push(`${clock.now()} ${name}`);
      }
    };
    await clock.run(() => Promise.all([walk("a", 2), walk("b", 3)]));
    return lines;
  };
  expect(await story()).toEqual(await story());
});

test("time waits for the body wherever the run is started from", async () => {
  const clock = new VirtualClock();
  const beat = () => clock.schedule(1, beat);
  beat();
  const finished = new Promise<number>((resolve, reject) => {
    setImmediate(() => {
      clock
        .run(async () => {
          for (let i = 0; i < 20; i++) await Promise.resolve();
          await clock.sleep(5);
          return clock.now();
        })
        .then(resolve, reject);
    });
  });
  expect(await finished).toBe(5);
});

test("the world outside gets its turn while only timers run", async () => {
  const clock = new VirtualClock();
  const beat = () => clock.schedule(1, beat);
  beat();
  await clock.run(() => new Promise<void>((resolve) => void setImmediate(resolve)));
});
