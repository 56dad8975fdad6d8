const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

const named: Readonly<Record<string, string>> = {
  "@yearly": "0 0 1 1 *",
  "@annually": "0 0 1 1 *",
  "@monthly": "0 0 1 * *",
  "@weekly": "0 0 * * 0",
  "@daily": "0 0 * * *",
  "@midnight": "0 0 * * *",
  "@hourly": "0 * * * *",
};

const minute = 60_000;
const day = 24 * 60 * minute;
/** A schedule that has no time in this many days, such as one of a 30 February, has none. */
const horizon = 5 * 366;

/** The times of a cron expression, to the minute. */
export interface Schedule {
  /** The first time after the given one; undefined if there is none. */
  next(after: Date): Date | undefined;
}

/** Undefined for what is no schedule. @param timeZone IANA name */
export function parseSchedule(text: string, timeZone = "UTC"): Schedule | undefined {
  const fields = (named[text.trim()] ?? text).trim().split(/\s+/);
  if (fields.length !== 5) return undefined;
  const minutes = parseField(fields[0]!, 0, 59);
  const hours = parseField(fields[1]!, 0, 23);
  const dates = parseField(fields[2]!, 1, 31);
  const inMonths = parseField(fields[3]!, 1, 12, months);
  const weekdays = parseField(fields[4]!, 0, 6, days);
  if (!minutes || !hours || !dates || !inMonths || !weekdays) return undefined;
  const anyDate = /^[*?]/.test(fields[2]!);
  const anyWeekday = /^[*?]/.test(fields[4]!);
  const isDay = (time: Date): boolean => {
    if (!inMonths.has(time.getUTCMonth() + 1)) return false;
    const isDate = dates.has(time.getUTCDate());
    const isWeekday = weekdays.has(time.getUTCDay());
    return anyDate || anyWeekday ? isDate && isWeekday : isDate || isWeekday;
  };
  return {
    next(after) {
      const start = after.getTime() + offsetOf(timeZone, after);
      const earliest = (Math.floor(start / minute) + 1) * minute;
      for (let i = 0, at = Math.floor(earliest / day) * day; i < horizon; i++, at += day) {
        if (!isDay(new Date(at))) continue;
        for (const hour of hours)
          for (const minuteOfHour of minutes) {
            const local = at + (hour * 60 + minuteOfHour) * minute;
            if (local >= earliest) return new Date(local - offsetOf(timeZone, new Date(local)));
          }
      }
      return undefined;
    },
  };
}

/** What is wrong with a schedule, as the real server's parser words it; undefined for one that can be parsed. */
export function scheduleProblem(text: string): string | undefined {
  const zone = /^(?:CRON_)?TZ=(\S*) +/.exec(text);
  if (zone !== null) return zone[1] === "UTC" ? scheduleProblem(text.slice(zone[0].length)) : undefined;
  if (text.startsWith("@")) {
    const [, duration] = /^@every (.*)$/.exec(text) ?? [];
    if (duration !== undefined) return durationProblem(text, duration);
    return named[text] === undefined ? `unrecognized descriptor: ${text}` : undefined;
  }
  const fields = text.trim().split(/\s+/);
  if (fields.length !== 5) return `expected exactly 5 fields, found ${fields.length}: [${fields.join(" ")}]`;
  for (const [i, { from, to, names }] of bounds.entries())
    for (const part of fields[i]!.split(",")) {
      const problem = partProblem(part, from, to, names);
      if (problem !== undefined) return problem;
    }
  return undefined;
}

/** What is wrong with a duration as Go reads it: numbers, each with its unit. */
function durationProblem(text: string, duration: string): string | undefined {
  const quoted = JSON.stringify(duration);
  const problem = (why: string) => `failed to parse duration ${text}: time: ${why} duration ${quoted}`;
  let rest = duration.replace(/^[-+]/, "");
  if (rest === "0") return undefined;
  if (rest === "") return problem("invalid");
  while (rest !== "") {
    const [number = ""] = /^(\d+(\.\d*)?|\.\d+)/.exec(rest) ?? [];
    if (number === "") return problem("invalid");
    const [unit = ""] = /^[^.\d]*/.exec(rest.slice(number.length)) ?? [];
    if (unit === "") return problem("missing unit in");
    if (!["ns", "us", "µs", "μs", "ms", "s", "m", "h"].includes(unit))
      return problem(`unknown unit ${JSON.stringify(unit)} in`);
    rest = rest.slice(number.length + unit.length);
  }
  return undefined;
}

const bounds: readonly { readonly from: number; readonly to: number; readonly names: readonly string[] }[] = [
  { from: 0, to: 59, names: [] },
  { from: 0, to: 23, names: [] },
  { from: 1, to: 31, names: [] },
  { from: 1, to: 12, names: months },
  { from: 0, to: 6, names: days },
];

function partProblem(part: string, from: number, to: number, names: readonly string[]): string | undefined {
  const [range = "", step, ...rest] = part.split("/");
  const [first = "", last, ...more] = range.split("-");
  const isAny = range === "*" || range === "?";
  const ends = isAny ? [] : last === undefined ? [first] : [first, last];
  if (more.length > 0) return `too many hyphens: ${part}`;
  for (const end of ends)
    if (Number.isNaN(valueOf(end, from, names)))
      return `failed to parse int from ${end}: strconv.Atoi: parsing ${JSON.stringify(end)}: invalid syntax`;
  if (rest.length > 0) return `too many slashes: ${part}`;
  if (step !== undefined && !/^[0-9]+$/.test(step))
    return `failed to parse int from ${step}: strconv.Atoi: parsing ${JSON.stringify(step)}: invalid syntax`;
  const low = isAny ? from : valueOf(first, from, names);
  const high = isAny || (step !== undefined && last === undefined) ? to : valueOf(last ?? first, from, names);
  if (low < from) return `beginning of range (${low}) below minimum (${from}): ${part}`;
  if (high > to) return `end of range (${high}) above maximum (${to}): ${part}`;
  if (low > high) return `beginning of range (${low}) beyond end of range (${high}): ${part}`;
  if (step !== undefined && Number(step) === 0) return `step of range should be a positive number: ${part}`;
  return undefined;
}

/** In ascending order. Steps, ranges, lists and names; undefined for anything else. */
function parseField(
  text: string,
  from: number,
  to: number,
  names: readonly string[] = [],
): ReadonlySet<number> | undefined {
  const values = new Set<number>();
  for (const part of text.split(",")) {
    const [range = "", step, ...rest] = part.split("/");
    const [first = "", last, ...more] = range.split("-");
    const isAny = range === "*" || range === "?";
    const low = isAny ? from : valueOf(first, from, names);
    const high = isAny || (step !== undefined && last === undefined) ? to : valueOf(last ?? first, from, names);
    const by = step === undefined ? 1 : Number(step);
    if (rest.length > 0 || more.length > 0 || !(low >= from && high <= to && low <= high) || !(by >= 1))
      return undefined;
    for (let value = low; value <= high; value += by) values.add(value);
  }
  return new Set([...values].sort((a, b) => a - b));
}

function valueOf(text: string, from: number, names: readonly string[]): number {
  const index = names.indexOf(text.toLowerCase());
  return index >= 0 ? index + from : /^[0-9]+$/.test(text) ? Number(text) : Number.NaN;
}

/** Ms by which a zone's clocks are ahead of UTC. */
function offsetOf(timeZone: string, at: Date): number {
  if (timeZone === "UTC" || timeZone === "Etc/UTC") return 0;
  const format = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" });
  const text = format.formatToParts(at).find(({ type }) => type === "timeZoneName")?.value ?? "GMT";
  const [, sign, hours = "0", minutes = "0"] = /^GMT(?:([+-])(\d\d):(\d\d))?/.exec(text) ?? [];
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * minute;
}
