import { expect, test } from "vitest";
import { PatientClock } from "./patient-clock.ts";

/** A machine that does something else for so many ms. */
function stall(duration: number): void {
  for (const end = performance.now() + duration; performance.now() < end;);
}

test("what a process cannot run does not count", () => {
  using clock = new PatientClock(10);
  const before = clock.now();
  stall(100);
  expect(clock.now() - before).toBeLessThanOrEqual(200);
});

test("nobody wakes early, and who is due first wakes first, though the process stalls", async () => {
  using clock = new PatientClock(1);
  const woken: string[] = [];
  const sleep = async (name: string, delay: number) => {
    await clock.sleep(delay);
    expect(clock.now()).toBeGreaterThanOrEqual(delay);
    woken.push(name);
  };
  const all = [sleep("late", 80), sleep("early", 40), sleep("next", 60)];
  stall(100);
  expect(woken).toEqual([]);
  await Promise.all(all);
  expect(woken).toEqual(["early", "next", "late"]);
});

test("a timer that is cancelled does not go off", async () => {
  using clock = new PatientClock(1);
  let fired = false;
  const timer = clock.schedule(20, () => (fired = true));
  stall(30);
  timer.cancel();
  await clock.sleep(40);
  expect(fired).toBe(false);
});
