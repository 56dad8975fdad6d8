import { describe, expect, test } from "vitest";
import { Random } from "../../../../base/random.ts";
import { VirtualClock } from "../../../../base/virtual-clock.ts";
import { StatusError } from "../../api/status-error.ts";
import { WorkQueue } from "./work-queue.ts";

function start(options: { fails?: () => boolean; maxRetries?: number } = {}) {
  const clock = new VirtualClock();
  const seen: string[] = [];
  const times: number[] = [];
  const queue = new WorkQueue({
    clock,
    random: new Random(1),
    ...(options.maxRetries === undefined ? {} : { maxRetries: options.maxRetries }),
    reconcile: (key) => {
      seen.push(key);
      times.push(clock.now());
      if (options.fails?.()) throw new StatusError(409, "Conflict", "lost the race");
    },
  });
  return { clock, queue, seen, times };
}

describe("A work queue", () => {
  test("looks once at what was added several times, and again at what is added after that.", () => {
    const { clock, queue, seen } = start();
    queue.add("a");
    queue.add("b");
    queue.add("a");
    clock.advance(100);
    expect([...seen].sort()).toEqual(["a", "b"]);
    queue.add("a");
    clock.advance(100);
    expect(seen).toHaveLength(3);
  });

  test("keeps the earliest of several later looks.", () => {
    const { clock, queue, times } = start();
    queue.addAfter("a", 5000);
    queue.addAfter("a", 1000);
    queue.addAfter("a", 3000);
    clock.advance(10_000);
    expect(times).toHaveLength(1);
    expect(times[0]).toBeLessThan(1100);
  });

  test("retries what the server refused, each time after twice as long, up to 1000 s.", () => {
    const { clock, queue, times } = start({ fails: () => true });
    queue.add("a");
    clock.advance(10_000_000);
    const waits = times.slice(1).map((time, i) => Math.round(time - times[i]!));
    expect(waits[9]).toBeGreaterThanOrEqual(2560);
    expect(waits[9]).toBeLessThan(2580);
    expect(waits.at(-1)).toBeLessThan(1_000_020);
  });

  test("gives up after the most retries that it may make, and begins anew when asked again.", () => {
    const { clock, queue, seen } = start({ fails: () => true, maxRetries: 3 });
    queue.add("a");
    clock.advance(60_000);
    expect(seen).toHaveLength(4);
    queue.add("a");
    clock.advance(60_000);
    expect(seen).toHaveLength(8);
  });

  test("does nothing more once stopped.", () => {
    const { clock, queue, seen } = start();
    queue.add("a");
    queue.addAfter("b", 10);
    queue.stop();
    queue.add("c");
    clock.advance(60_000);
    expect(seen).toEqual([]);
  });

  test("does not hide a bug.", () => {
    const clock = new VirtualClock();
    const reconcile = () => {
      throw new TypeError("a bug");
    };
    new WorkQueue({ clock, random: new Random(1), reconcile }).add("a");
    expect(() => clock.advance(100)).toThrow("a bug");
  });
});
