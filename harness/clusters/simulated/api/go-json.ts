/** What Go's decoder says of a text that is no JSON; undefined for one that is. */
export function jsonProblem(text: string): string | undefined {
  try {
    return new Scanner(text).scan();
  } catch (problem) {
    if (problem instanceof Problem) return problem.message;
    throw problem;
  }
}

/** Levels of maps and lists beyond which Go's decoder gives up. */
export const deepest = 10_000;

class Problem extends Error {}

const blank = /[ \t\r\n]*/y;
const digits = /[0-9]*/y;

/** Reads a text as Go's scanner does, for the sake of its complaint. */
class Scanner {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  scan(): undefined {
    /** The brackets that are open. */
    const open: ("{" | "[")[] = [];
    for (;;) {
      this.#skip(blank);
      const begun = this.#begin(open);
      if (begun) continue;
      // A value has ended; so may what it is in.
      for (;;) {
        this.#skip(blank);
        const inside = open.at(-1);
        if (inside === undefined) {
          if (this.#at < this.#text.length) this.#fail("after top-level value");
          return undefined;
        }
        const next = this.#next();
        if (next === (inside === "{" ? "}" : "]")) {
          open.pop();
          this.#at++;
        } else if (next === ",") {
          this.#at++;
          if (inside === "{") this.#key();
          break;
        } else this.#fail(inside === "{" ? "after object key:value pair" : "after array element");
      }
    }
  }

  /** Begins a value; true when another one has to follow at once, false when it is complete. */
  #begin(open: ("{" | "[")[]): boolean {
    const first = this.#next();
    if (first === "{" || first === "[") {
      if (open.length >= deepest) this.#fail("exceeded max depth");
      this.#at++;
      this.#skip(blank);
      if (this.#next() === (first === "{" ? "}" : "]")) {
        this.#at++;
        return false;
      }
      open.push(first);
      if (first === "{") this.#key();
      return true;
    }
    if (first === '"') this.#string();
    else if (first === "t") this.#literal("true");
    else if (first === "f") this.#literal("false");
    else if (first === "n") this.#literal("null");
    else if (/[-0-9]/.test(first)) this.#number();
    else this.#fail("looking for beginning of value");
    return false;
  }

  #key(): void {
    this.#skip(blank);
    if (this.#next() !== '"') this.#fail("looking for beginning of object key string");
    this.#string();
    this.#skip(blank);
    if (this.#next() !== ":") this.#fail("after object key");
    this.#at++;
  }

  #string(): void {
    for (this.#at++; ; this.#at++) {
      const character = this.#next();
      if (character === '"') break;
      if (character < " ") this.#fail("in string literal");
      if (character === "\\") this.#escape();
    }
    this.#at++;
  }

  #escape(): void {
    this.#at++;
    const kind = this.#next();
    if (kind !== "u") {
      if (!'bfnrt\\/"'.includes(kind)) this.#fail("in string escape code");
      return;
    }
    for (let i = 0; i < 4; i++) {
      this.#at++;
      if (!/[0-9a-fA-F]/.test(this.#next())) this.#fail("in \\u hexadecimal character escape");
    }
  }

  #literal(name: string): void {
    for (const letter of name) {
      if (this.#next() !== letter) this.#fail(`in literal ${name} (expecting '${letter}')`);
      this.#at++;
    }
  }

  #number(): void {
    if (this.#next() === "-") {
      this.#at++;
      if (!isDigit(this.#next())) this.#fail("in numeric literal");
    }
    if (this.#next() === "0") this.#at++;
    else this.#skip(digits);
    if (this.#text[this.#at] === ".") {
      this.#at++;
      if (!isDigit(this.#next())) this.#fail("after decimal point in numeric literal");
      this.#skip(digits);
    }
    if (/[eE]/.test(this.#text[this.#at] ?? "")) {
      this.#at++;
      if (/[-+]/.test(this.#next())) this.#at++;
      if (!isDigit(this.#next())) this.#fail("in exponent of numeric literal");
      this.#skip(digits);
    }
  }

  #next(): string {
    const character = this.#text[this.#at];
    if (character === undefined) throw new Problem("unexpected end of JSON input");
    return character;
  }

  #skip(pattern: RegExp): void {
    pattern.lastIndex = this.#at;
    pattern.test(this.#text);
    this.#at = pattern.lastIndex;
  }

  #fail(where: string): never {
    throw new Problem(`invalid character ${quoted(this.#next())} ${where}`);
  }
}

function isDigit(character: string): boolean {
  return character >= "0" && character <= "9";
}

const escapes: Readonly<Record<string, string>> = { "'": "\\'", "\n": "\\n", "\t": "\\t", "\r": "\\r", "\0": "\\x00" };

/** Go looks at bytes: of a letter beyond ASCII it names the first; control characters are told by their number. */
function quoted(character: string): string {
  const first = character < "\u0080" ? character : String.fromCharCode(Buffer.from(character)[0]!);
  if (character >= "\u0080" && character < "\u00a0") return `'\\u00${character.charCodeAt(0).toString(16)}'`;
  return `'${escapes[first] ?? first}'`;
}
