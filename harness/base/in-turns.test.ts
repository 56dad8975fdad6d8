import { expect, test } from "vitest";
import { allEnded, inTurns, turns } from "./in-turns.ts";

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

test("works that come on their own take turns, in order, and one that fails gives its turn on", async () => {
  const turn = turns(2);
  const begun: number[] = [];
  const ends = new Map<number, (error?: Error) => void>();
  const works = [1, 2, 3, 4].map((number) =>
    turn(async () => {
      begun.push(number);
      await new Promise<void>((resolve, reject) =>
        ends.set(number, (error) => (error === undefined ? resolve() : reject(error))),
      );
    }),
  );
  expect(begun).toEqual([1, 2]);
  ends.get(2)!(new Error("no room"));
  await expect(works[1]).rejects.toThrow("no room");
  expect(begun).toEqual([1, 2, 3]);
  ends.get(1)!();
  await works[0];
  expect(begun).toEqual([1, 2, 3, 4]);
  ends.get(3)!();
  ends.get(4)!();
  await Promise.all(works.slice(2));
});
