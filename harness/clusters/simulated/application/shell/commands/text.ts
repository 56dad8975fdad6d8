import { fail, invalidOption, parseFlags, type Applet, type Call } from "../call.ts";
import type { Steps } from "../machine.ts";
import { contentOf } from "./files.ts";

/** Programs that write text or work on it line by line. */
export const textApplets: readonly (readonly [string, Applet])[] = [
  ["echo", echo],
  ["printf", printf],
  ["head", head],
  ["tail", head],
  ["wc", wordCount],
  ["grep", grep],
  ["sort", sort],
  ["uniq", overLines((lines) => lines.filter((line, i) => line !== lines[i - 1]))],
  ["tac", overLines((lines) => lines.toReversed())],
  ["cut", cut],
  ["tr", translate],
  ["basename", ({ io, args }) => (io.out(`${args[0]?.replace(/\/+$/, "").split("/").at(-1) ?? ""}\n`), 0)],
  [
    "dirname",
    ({ io, args }) => (
      io.out(`${/^(.*)\/[^/]*$/.exec(args[0] ?? "")?.[1] || (args[0]?.startsWith("/") ? "/" : ".")}\n`),
      0
    ),
  ],
  ["seq", sequence],
];

function echo({ args, io }: Call): number {
  let at = 0;
  let [ends, escapes] = [true, false];
  for (; /^-[ne]+$/.test(args[at] ?? ""); at++) {
    if (args[at]!.includes("n")) ends = false;
    if (args[at]!.includes("e")) escapes = true;
  }
  const text = args.slice(at).join(" ");
  io.out(`${escapes ? unescape(text) : text}${ends ? "\n" : ""}`);
  return 0;
}

const controls: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", "\\": "\\", a: "\x07", b: "\b" };

function unescape(text: string): string {
  return text.replaceAll(/\\(0[0-7]{0,3}|.)/g, (whole, code: string) =>
    code.startsWith("0") ? String.fromCharCode(Number.parseInt(code, 8) & 0xff) : (controls[code] ?? whole),
  );
}

function printf(call: Call): number {
  const [format = "", ...values] = call.args;
  let left = [...values];
  do {
    const before = left.length;
    const text = unescape(format).replaceAll(/%(-?)(0?)(\d*)([sdif%cx])/g, (_, minus, zero, width, kind: string) => {
      if (kind === "%") return "%";
      const value = left.shift() ?? (kind === "s" || kind === "c" ? "" : "0");
      const shown =
        kind === "s"
          ? value
          : kind === "c"
            ? value.slice(0, 1)
            : kind === "x"
              ? Number(value).toString(16)
              : String(Math.trunc(Number(value) || 0));
      if (minus === "-") return shown.padEnd(Number(width || 0));
      return shown.padStart(Number(width || 0), zero === "0" && kind !== "s" ? "0" : " ");
    });
    call.io.out(text);
    if (left.length === before) left = [];
  } while (left.length > 0);
  return 0;
}

/** All input files together, or the input; undefined after a complaint. */
function* inputsOf(
  call: Call,
  paths: readonly string[],
): Steps<{ readonly path: string; readonly text: string }[] | undefined> {
  const inputs = [];
  for (const path of paths.length === 0 ? ["-"] : paths) {
    const content = yield* contentOf(call, path, call.name === "grep" ? path : `${path}`);
    if (content === undefined) return undefined;
    inputs.push({ path, text: content.toString() });
  }
  return inputs;
}

function linesOf(text: string): string[] {
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  return lines;
}

function* head(call: Call): Steps<number> {
  const args = call.args.map((arg) => arg.replace(/^-(\d+)$/, "-n$1"));
  const { flags, rest, unknown } = parseFlags(args, "n:c:q");
  if (unknown !== undefined) return invalidOption(call, unknown);
  const count = flags.get("n") ?? "10";
  if (!/^[-+]?\d+$/.test(count)) return fail(call, `invalid number '${count}'`);
  const inputs = yield* inputsOf(call, rest);
  for (const [i, { path, text }] of (inputs ?? []).entries()) {
    if (rest.length > 1) call.io.out(`${i > 0 ? "\n" : ""}==> ${path} <==\n`);
    const bytes = flags.get("c");
    const lines = text.split(/(?<=\n)/);
    const n = Math.abs(Number(count));
    if (call.name === "head")
      call.io.out(bytes === undefined ? lines.slice(0, n).join("") : text.slice(0, Number(bytes)));
    else if (count.startsWith("+")) call.io.out(lines.slice(n - 1).join(""));
    else call.io.out(n === 0 ? "" : lines.slice(-n).join(""));
  }
  return inputs === undefined ? 1 : 0;
}

function* wordCount(call: Call): Steps<number> {
  const { flags, rest, unknown } = parseFlags(call.args, "lwcm");
  if (unknown !== undefined) return invalidOption(call, unknown);
  const inputs = yield* inputsOf(call, rest);
  for (const { path, text } of inputs ?? []) {
    const counts: Readonly<Record<string, number>> = {
      l: text.split("\n").length - 1,
      w: text.split(/\s+/).filter((word) => word !== "").length,
      c: Buffer.byteLength(text),
    };
    const wanted = flags.size === 0 ? ["l", "w", "c"] : ["l", "w", "c"].filter((flag) => flags.has(flag));
    const shown = wanted.map((flag) => (wanted.length === 1 ? String(counts[flag]) : String(counts[flag]).padStart(9)));
    call.io.out(`${shown.join(" ")}${rest.length > 0 ? ` ${path}` : ""}\n`);
  }
  return inputs === undefined ? 1 : 0;
}

/** Without groups and repetitions of these, so that no pattern can take exponential time; others are taken literally. */
function* grep(call: Call): Steps<number> {
  const { flags, rest, unknown } = parseFlags(call.args, "iqvcEFnoe:hHsw");
  if (unknown !== undefined) return invalidOption(call, unknown);
  const [pattern = flags.get("e") ?? "", ...paths] = flags.has("e") ? [flags.get("e")!, ...rest] : rest;
  const matcher = lineMatcher(pattern, flags);
  if (matcher === undefined) return fail(call, `bad regex '${pattern}': unsupported here`, 2);
  const inputs = yield* inputsOf(call, paths);
  if (inputs === undefined) return 2;
  let found = false;
  for (const { path, text } of inputs) {
    const prefix = (inputs.length > 1 && !flags.has("h")) || flags.has("H") ? `${path}:` : "";
    const hits = linesOf(text).flatMap((line, i) =>
      matcher(line) !== flags.has("v") ? [{ line, number: i + 1 }] : [],
    );
    found ||= hits.length > 0;
    if (flags.has("q")) continue;
    if (flags.has("c")) call.io.out(`${prefix}${hits.length}\n`);
    else for (const { line, number } of hits) call.io.out(`${prefix}${flags.has("n") ? `${number}:` : ""}${line}\n`);
  }
  return found ? 0 : 1;
}

const longestPattern = 200;

function lineMatcher(pattern: string, flags: ReadonlyMap<string, string>): ((line: string) => boolean) | undefined {
  const fold = (text: string) => (flags.has("i") ? text.toLowerCase() : text);
  const isLiteral = flags.has("F") || /^[\w\s=:,/@-]*$/.test(pattern);
  if (isLiteral && !flags.has("w")) return (line) => fold(line).includes(fold(pattern));
  if (pattern.length > longestPattern) return undefined;
  const source = flags.has("E") ? pattern : fromBasic(pattern);
  // A repetition inside a repeated group, or many repetitions, is what makes an expression explode.
  if (/\)[*+{]/.test(source) || (source.match(/[*+{]/g)?.length ?? 0) > 3) return undefined;
  try {
    const expression = new RegExp(flags.has("w") ? `\\b(?:${source})\\b` : source, flags.has("i") ? "i" : "");
    return (line) => expression.test(line.slice(0, 10_000));
  } catch {
    return undefined;
  }
}

/** In basic expressions `+?|(){}` stand for themselves and mean something behind a backslash. */
function fromBasic(pattern: string): string {
  return pattern.replaceAll(
    /\\([+?|(){}])|([+?|(){}])/g,
    (_, special?: string, plain?: string) => special ?? `\\${plain}`,
  );
}

function* sort(call: Call): Steps<number> {
  const { flags, rest, unknown } = parseFlags(call.args, "runk:t:");
  if (unknown !== undefined || flags.has("k")) return invalidOption(call, unknown ?? "k");
  const inputs = yield* inputsOf(call, rest);
  if (inputs === undefined) return 1;
  const lines = inputs.flatMap(({ text }) => linesOf(text));
  lines.sort(
    (a, b) =>
      (flags.has("n") ? (Number.parseFloat(a) || 0) - (Number.parseFloat(b) || 0) : 0) || (a < b ? -1 : a > b ? 1 : 0),
  );
  if (flags.has("r")) lines.reverse();
  for (const line of flags.has("u") ? new Set(lines) : lines) call.io.out(`${line}\n`);
  return 0;
}

function overLines(change: (lines: readonly string[]) => readonly string[]): Applet {
  return function* (call): Steps<number> {
    if (call.args.some((arg) => arg.startsWith("-"))) return invalidOption(call, call.args[0]!);
    const inputs = yield* inputsOf(call, call.args);
    for (const { text } of inputs ?? []) for (const line of change(linesOf(text))) call.io.out(`${line}\n`);
    return inputs === undefined ? 1 : 0;
  };
}

function* cut(call: Call): Steps<number> {
  const { flags, rest, unknown } = parseFlags(call.args, "d:f:c:s");
  const fields = flags.get("f") ?? flags.get("c");
  if (unknown !== undefined || fields === undefined) return invalidOption(call, unknown ?? "f");
  const wanted = (position: number) =>
    fields.split(",").some((range) => {
      const [from = "", to = from] = range.split("-");
      return position >= Number(from || 1) && position <= (to === "" ? Infinity : Number(to));
    });
  const separator = flags.has("c") ? "" : (flags.get("d") ?? "\t");
  const inputs = yield* inputsOf(call, rest);
  for (const { text } of inputs ?? [])
    for (const line of linesOf(text)) {
      const parts = line.split(separator);
      const isWhole = separator !== "" && parts.length === 1;
      call.io.out(`${isWhole ? line : parts.filter((_, i) => wanted(i + 1)).join(separator)}\n`);
    }
  return inputs === undefined ? 1 : 0;
}

function* translate(call: Call): Steps<number> {
  const { flags, rest, unknown } = parseFlags(call.args, "ds");
  if (unknown !== undefined) return invalidOption(call, unknown);
  const set = (text: string) =>
    unescape(text).replaceAll(/(.)-(.)/g, (_, from: string, to: string) => {
      const [a, b] = [from.codePointAt(0)!, to.codePointAt(0)!];
      return b < a || b - a > 256 ? "" : String.fromCodePoint(...Array.from({ length: b - a + 1 }, (__, i) => a + i));
    });
  const [from, to] = [[...set(rest[0] ?? "")], [...set(rest[1] ?? "")]];
  const content = yield* contentOf(call, "-");
  const text = [...content!.toString()].flatMap((char) => {
    const at = from.indexOf(char);
    if (at < 0) return [char];
    return flags.has("d") ? [] : [to[Math.min(at, to.length - 1)] ?? char];
  });
  call.io.out(text.join(""));
  return 0;
}

function sequence(call: Call): number {
  const numbers = call.args.map(Number);
  const [first, step, last] =
    numbers.length === 1
      ? [1, 1, numbers[0]!]
      : numbers.length === 2
        ? [numbers[0]!, 1, numbers[1]!]
        : [numbers[0]!, numbers[1]!, numbers[2]!];
  if (numbers.length === 0 || numbers.some(Number.isNaN) || step === 0) return fail(call, "invalid number");
  const count = Math.min(Math.floor((last! - first!) / step!) + 1, 100_000);
  for (let i = 0; i < count; i++) call.io.out(`${first! + i * step!}\n`);
  return 0;
}
