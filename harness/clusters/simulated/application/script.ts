/** What a command does from its start to its end. */
export interface Script {
  /** Lines of output, each with the ms after the start at which it is written. */
  readonly output: readonly { readonly after: number; readonly text: string }[];
  /** Undefined when the command does not end by itself. */
  readonly end: { readonly after: number; readonly exitCode: number } | undefined;
}

const units: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/**
 * Foresees a command of which everything is known: `sleep`, `true`, `false`, `echo`, and shells that are given these and
 * `exit`, one after the other, joined by `;`, `&&` or `||`. Undefined for every other command.
 */
export function foresee(argv: readonly string[], environment: ReadonlyMap<string, string>): Script | undefined {
  const [program = "", flag, text] = argv;
  const isShell = /^(\/(usr\/)?bin\/)?(ba|a|da)?sh$/.test(program) && flag === "-c" && text !== undefined;
  const steps = isShell ? parse(text, environment) : [{ joint: ";" as const, words: argv }];
  return steps && play(steps);
}

interface Step {
  readonly joint: ";" | "&&" | "||";
  readonly words: readonly string[];
}

/** Undefined for anything that only a real shell could tell the meaning of. */
function parse(text: string, environment: ReadonlyMap<string, string>): readonly Step[] | undefined {
  const steps: Step[] = [];
  let joint: Step["joint"] = ";";
  let words: string[] = [];
  const finish = (next: Step["joint"]) => {
    if (words.length > 0) steps.push({ joint, words });
    joint = next;
    words = [];
  };
  const pattern = /[ \t]*(?:(;|\n|&&|\|\|)|'([^']*)'|"([^"`\\]*)"|((?:\$\{\w+\}|[^\s;&|'"`\\<>(){}*?#!~[\]])+)|(\S))/gy;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const [, separator, literal, quoted, bare, other] = match;
    if (other !== undefined) return undefined;
    if (separator !== undefined) finish(separator === "\n" ? ";" : (separator as Step["joint"]));
    else words.push(literal ?? expand((quoted ?? bare)!, environment));
  }
  finish(";");
  return steps;
}

function expand(text: string, environment: ReadonlyMap<string, string>): string {
  return text.replace(/\$(?:\{(\w+)\}|(\w+))/g, (_, braced, plain) => environment.get(braced ?? plain) ?? "");
}

function play(steps: readonly Step[]): Script | undefined {
  const output: { after: number; text: string }[] = [];
  let after = 0;
  let exitCode = 0;
  for (const { joint, words } of steps) {
    if ((joint === "&&" && exitCode !== 0) || (joint === "||" && exitCode === 0)) continue;
    const [path = "", ...rest] = words;
    const name = path.replace(/^\/(usr\/)?bin\//, "");
    if (name === "exit") {
      const code = exitOf(rest[0], exitCode);
      return code === undefined ? undefined : { output, end: { after, exitCode: code } };
    }
    if (name === "true" || name === ":") exitCode = 0;
    else if (name === "false") exitCode = 1;
    else if (name === "echo") {
      output.push({ after, text: rest.join(" ") });
      exitCode = 0;
    } else if (name === "sleep") {
      const duration = durationOf(rest);
      if (duration === undefined) return undefined;
      if (duration === Infinity) return { output, end: undefined };
      after += duration;
      exitCode = 0;
    } else return undefined;
  }
  return { output, end: { after, exitCode } };
}

function exitOf(text: string | undefined, last: number): number | undefined {
  if (text === undefined) return last;
  return /^[0-9]+$/.test(text) ? Number(text) & 0xff : undefined;
}

/** Ms; `infinity` is Infinity. */
function durationOf(words: readonly string[]): number | undefined {
  let total = 0;
  for (const word of words) {
    const match = /^(?:(infinity|inf)|([0-9]*\.?[0-9]+)([smhd]?))$/.exec(word);
    if (match === null) return undefined;
    total += match[1] === undefined ? Number(match[2]) * units[match[3] || "s"]! : Infinity;
  }
  return words.length === 0 ? undefined : total;
}
