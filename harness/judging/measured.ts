import type { Measured } from "./verdict.ts";

export const measured = (value: number): Measured => ({ state: "measured", value });
export const exceeded = (limit: number): Measured => ({ state: "exceeded", limit });
export const unknown = (why: string): Measured => ({ state: "unknown", why });
export const notApplicable = (why: string): Measured => ({ state: "not-applicable", why });

/** The value, if there is one. */
export function valueOf(number: Measured): number | undefined {
  return number.state === "measured" ? number.value : undefined;
}

/**
 * The largest of several numbers. One that was never reached makes the largest so, an unknown one makes it unknown; those
 * that do not apply stay out.
 */
export function largestOf(numbers: readonly Measured[]): Measured {
  const applicable = numbers.filter(({ state }) => state !== "not-applicable");
  const [first] = applicable;
  if (first === undefined) return numbers[0] ?? notApplicable("there is none");
  const limits = applicable.flatMap((number) => (number.state === "exceeded" ? [number.limit] : []));
  if (limits.length > 0) return exceeded(Math.max(...limits));
  return (
    applicable.find(({ state }) => state === "unknown") ?? measured(Math.max(...applicable.map((one) => valueOf(one)!)))
  );
}
