/** The layouts in which the server reads times, as Go writes layouts. */
export const layouts = { time: "2006-01-02T15:04:05Z07:00", microTime: "2006-01-02T15:04:05.000000Z07:00" } as const;

interface Element {
  readonly text: string;
  readonly pattern: RegExp;
  /** What the element is called that is out of its range. */
  readonly name?: "month" | "day" | "hour" | "minute" | "second";
}

const literal = (text: string): Element => ({ text, pattern: new RegExp(`^${text}`) });
const digits = (text: string, name: NonNullable<Element["name"]>): Element => ({ text, pattern: /^\d\d/, name });

const start: readonly Element[] = [
  { text: "2006", pattern: /^\d{4}/ },
  literal("-"),
  digits("01", "month"),
  literal("-"),
  digits("02", "day"),
  literal("T"),
  digits("15", "hour"),
  literal(":"),
  digits("04", "minute"),
  literal(":"),
];
const zone: Element = { text: "Z07:00", pattern: /^(Z|[+-]\d\d:\d\d)/ };
const elements: Readonly<Record<keyof typeof layouts, readonly Element[]>> = {
  time: [...start, { text: "05", pattern: /^\d\d([.,]\d+)?/, name: "second" }, zone],
  microTime: [...start, digits("05", "second"), { text: ".000000", pattern: /^[.,]\d{6}/ }, zone],
};

const highest = { month: 12, day: 31, hour: 23, minute: 59, second: 59 } as const;
const lowest = { month: 1, day: 1, hour: 0, minute: 0, second: 0 } as const;

/** What Go's parser says of a text that is not a time in this layout; undefined when it is one. */
export function timeProblem(text: string, layout: keyof typeof layouts): string | undefined {
  const quoted = JSON.stringify(text);
  let rest = text;
  for (const { text: element, pattern, name } of elements[layout]) {
    const [found] = pattern.exec(rest) ?? [];
    if (found === undefined)
      return `parsing time ${quoted} as "${layouts[layout]}": cannot parse ${JSON.stringify(rest)} as "${element}"`;
    const value = Math.trunc(Number(found.replace(",", ".")));
    if (name !== undefined && (value < lowest[name] || value > highest[name]))
      return `parsing time ${quoted}: ${name} out of range`;
    rest = rest.slice(found.length);
  }
  if (rest !== "") return `parsing time ${quoted}: extra text: ${JSON.stringify(rest)}`;
  const day = new Date(`${text.slice(0, 10)}T00:00:00Z`);
  return Number.isNaN(day.getTime()) || day.getUTCDate() !== Number(text.slice(8, 10))
    ? `parsing time ${quoted}: day out of range`
    : undefined;
}
