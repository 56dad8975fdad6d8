import { fail, type Applet, type Call } from "../call.ts";

/** `test` and `[`. */
export const testApplets: readonly (readonly [string, Applet])[] = [
  ["test", (call) => verdict(call, call.args)],
  ["[", (call) => (call.args.at(-1) === "]" ? verdict(call, call.args.slice(0, -1)) : fail(call, "missing ]", 2))],
];

function verdict(call: Call, args: readonly string[]): number {
  try {
    const reader = new Expression(call, args);
    return args.length > 0 && reader.either() ? 0 : reader.code;
  } catch (error) {
    if (error instanceof RangeError) return fail(call, error.message, 2);
    throw error;
  }
}

class Expression {
  readonly code = 1;
  readonly #call: Call;
  readonly #args: readonly string[];
  #at = 0;

  constructor(call: Call, args: readonly string[]) {
    this.#call = call;
    this.#args = args;
  }

  either(): boolean {
    let value = this.#both();
    while (this.#take("-o")) value = this.#both() || value;
    return value;
  }

  #both(): boolean {
    let value = this.#single();
    while (this.#take("-a")) value = this.#single() && value;
    return value;
  }

  #single(): boolean {
    if (this.#args[this.#at] === "!" && this.#at + 1 < this.#args.length) {
      this.#at++;
      return !this.#single();
    }
    const [a = "", operator, b] = this.#args.slice(this.#at, this.#at + 3);
    if (operator !== undefined && b !== undefined && this.#compares(operator)) {
      this.#at += 3;
      return this.#compare(a, operator, b);
    }
    if (/^-[a-zA-Z]$/.test(a) && operator !== undefined) {
      this.#at += 2;
      return this.#about(a, operator);
    }
    this.#at++;
    if (this.#at < this.#args.length && !["-a", "-o"].includes(this.#args[this.#at]!))
      throw new RangeError(`${this.#args[this.#at]}: unknown operand`);
    return a !== "";
  }

  #take(word: string): boolean {
    if (this.#args[this.#at] !== word) return false;
    this.#at++;
    return true;
  }

  #compares(operator: string): boolean {
    return /^(=|==|!=|-eq|-ne|-lt|-le|-gt|-ge)$/.test(operator);
  }

  #compare(a: string, operator: string, b: string): boolean {
    if (operator === "=" || operator === "==") return a === b;
    if (operator === "!=") return a !== b;
    for (const text of [a, b]) if (!/^\s*[-+]?\d+\s*$/.test(text)) throw new RangeError(`${text}: bad number`);
    const [x, y] = [Number(a), Number(b)];
    const results = { eq: x === y, ne: x !== y, lt: x < y, le: x <= y, gt: x > y, ge: x >= y };
    return results[operator.slice(1) as keyof typeof results];
  }

  #about(operator: string, text: string): boolean {
    const { files } = this.#call.machine;
    const path = files.absolute(text, this.#call.cwd);
    const entry = files.find(path);
    switch (operator) {
      case "-z":
        return text === "";
      case "-n":
        return text !== "";
      case "-e":
      case "-r":
        return entry !== undefined;
      case "-f":
        return entry?.kind === "file";
      case "-d":
        return entry?.kind === "directory";
      case "-s":
        return entry?.kind === "file" ? entry.content.length > 0 : entry !== undefined;
      case "-x":
        return entry?.kind === "directory" || (entry?.kind === "file" && (entry.mode & 0o111) !== 0);
      case "-w":
        return entry !== undefined;
      case "-L":
      case "-h":
        return files.find(path, { last: "keep" })?.kind === "link";
      case "-t":
        return false;
      default:
        throw new RangeError(`${operator}: unknown operand`);
    }
  }
}
