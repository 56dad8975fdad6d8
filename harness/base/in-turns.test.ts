import { expect, test } from "vitest";
import { allEnded, inTurns } from "./in-turns.ts";

test("no more than the limit is worked on at once, and results keep the order of the list", async () => {
  let running = 0;
  let most = 0;
  const doubled = await inTurns([3, 1, 2, 5, 4], 2, async (number) => {
    most = Math.max(most, ++running);
    for (let i = 0; i < number; i++) await Promise.resolve();
    running--;
    return 2 * number;
  });
  expect(doubled).toEqual([6, 2, 4, 10, 8]);
  expect(most).toBe(2);
});

test("a failure is told when everything that was begun has ended", async () => {
  let ended = false;
  const slow = new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
    ended = true;
  });
  await expect(allEnded([Promise.reject(new Error("no room")), slow])).rejects.toThrow("no room");
  expect(ended).toBe(true);
});
