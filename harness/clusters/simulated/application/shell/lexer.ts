import { ShellSyntaxError, type List, type Word, type WordPart } from "./syntax.ts";

export type Token =
  | { readonly kind: "word"; readonly word: Word }
  /** `tight` when nothing stands between it and the word before: `2>` is about descriptor 2, `2 >` is not. */
  | { readonly kind: "operator"; readonly text: string; readonly tight: boolean };

const operators = ["&&", "||", ";;", "<<", ">>", ">&", "<&", ";", "\n", "|", "&", "(", ")", "<", ">"];

/** Deepest nesting of quotes and substitutions: a script that goes deeper is hostile. */
const deepest = 50;

/** Cuts a script into words and operators. @throws ShellSyntaxError */
export class Lexer {
  readonly #text: string;
  readonly #parse: (text: string, depth: number) => List;
  readonly #depth: number;
  #at = 0;

  /** @param parse reads the script of a command substitution */
  constructor(text: string, parse: (text: string, depth: number) => List, depth: number) {
    if (depth > deepest) throw new ShellSyntaxError("syntax error: nested too deeply");
    this.#text = text;
    this.#parse = parse;
    this.#depth = depth;
  }

  tokens(): readonly Token[] {
    const tokens: Token[] = [];
    for (;;) {
      const before = this.#at;
      while (/[ \t]/.test(this.#peek()) || this.#text.startsWith("\\\n", this.#at))
        this.#at += this.#peek() === "\\" ? 2 : 1;
      if (this.#peek() === "#") while (this.#at < this.#text.length && this.#peek() !== "\n") this.#at++;
      if (this.#at >= this.#text.length) return tokens;
      const operator = operators.find((candidate) => this.#text.startsWith(candidate, this.#at));
      if (operator === undefined) tokens.push({ kind: "word", word: this.#word((char) => /[\s;|&()<>]/.test(char)) });
      else {
        tokens.push({ kind: "operator", text: operator, tight: this.#at === before });
        this.#at += operator.length;
      }
    }
  }

  /** The whole text as one word, as between double quotes. */
  quoted(): Word {
    return this.#quoted(() => this.#at >= this.#text.length);
  }

  #peek(): string {
    return this.#text[this.#at] ?? "";
  }

  #word(ends: (char: string) => boolean): Word {
    const parts: WordPart[] = [];
    let text = "";
    const flush = () => {
      if (text !== "") parts.push({ kind: "text", text, quoted: false });
      text = "";
    };
    while (this.#at < this.#text.length && !ends(this.#peek())) {
      const char = this.#peek();
      if (char === "'") {
        flush();
        const end = this.#text.indexOf("'", this.#at + 1);
        if (end < 0) throw new ShellSyntaxError("syntax error: unterminated quoted string");
        parts.push({ kind: "text", text: this.#text.slice(this.#at + 1, end), quoted: true });
        this.#at = end + 1;
      } else if (char === '"') {
        flush();
        this.#at++;
        parts.push({ kind: "text", text: "", quoted: true }, ...this.#quoted(() => this.#peek() === '"'));
        if (this.#peek() !== '"') throw new ShellSyntaxError("syntax error: unterminated quoted string");
        this.#at++;
      } else if (char === "\\") {
        flush();
        if (this.#text[this.#at + 1] !== "\n")
          parts.push({ kind: "text", text: this.#text[this.#at + 1] ?? "\\", quoted: true });
        this.#at += 2;
      } else if (char === "$" || char === "`") {
        flush();
        parts.push(...this.#dollar(false));
      } else {
        text += char;
        this.#at++;
      }
    }
    flush();
    return parts;
  }

  #quoted(ends: () => boolean): WordPart[] {
    const parts: WordPart[] = [];
    let text = "";
    const flush = () => {
      if (text !== "") parts.push({ kind: "text", text, quoted: true });
      text = "";
    };
    while (this.#at < this.#text.length && !ends()) {
      const char = this.#peek();
      const next = this.#text[this.#at + 1] ?? "";
      if (char === "\\" && next !== "" && '$`"\\\n'.includes(next)) {
        if (next !== "\n") text += next;
        this.#at += 2;
      } else if (char === "$" || char === "`") {
        flush();
        parts.push(...this.#dollar(true));
      } else {
        text += char;
        this.#at++;
      }
    }
    flush();
    return parts;
  }

  #dollar(quoted: boolean): readonly WordPart[] {
    const rest = this.#text.slice(this.#at);
    if (rest.startsWith("`")) {
      const end = this.#text.indexOf("`", this.#at + 1);
      if (end < 0) throw new ShellSyntaxError("syntax error: EOF in backquote substitution");
      const script = this.#text.slice(this.#at + 1, end).replaceAll(/\\([$`\\])/g, "$1");
      this.#at = end + 1;
      return [{ kind: "command", list: this.#parse(script, this.#depth + 1), quoted }];
    }
    if (rest.startsWith("$((")) {
      const end = this.#balanced(3, 2);
      const inner = new Lexer(this.#text.slice(this.#at + 3, end - 2), this.#parse, this.#depth + 1);
      this.#at = end;
      return [{ kind: "arithmetic", text: inner.quoted(), quoted }];
    }
    if (rest.startsWith("$(")) {
      const end = this.#balanced(2, 1);
      const script = this.#text.slice(this.#at + 2, end - 1);
      this.#at = end;
      return [{ kind: "command", list: this.#parse(script, this.#depth + 1), quoted }];
    }
    const plain = /^\$([A-Za-z_]\w*|[0-9?$#@*!-])/.exec(rest);
    if (plain !== null) {
      this.#at += plain[0].length;
      return [{ kind: "parameter", name: plain[1]!, op: "", word: [], quoted }];
    }
    if (rest.startsWith("${")) return [this.#braced(quoted)];
    this.#at++;
    return [{ kind: "text", text: "$", quoted }];
  }

  #braced(quoted: boolean): WordPart {
    const head = /^\$\{(#?)([A-Za-z_]\w*|[0-9?$#@*!-])(:?[-=+?]|%%?|##?|(?=\}))/.exec(this.#text.slice(this.#at));
    if (head === null) throw new ShellSyntaxError("syntax error: bad substitution");
    this.#at += head[0].length;
    const word = quoted ? this.#quoted(() => this.#peek() === "}") : this.#word((char) => char === "}");
    if (this.#peek() !== "}") throw new ShellSyntaxError("syntax error: missing '}'");
    this.#at++;
    const op = head[1] === "#" ? "length" : head[3]!;
    return { kind: "parameter", name: head[2]!, op, word, quoted };
  }

  /** Where the parentheses that are open after `skip` characters are all closed. */
  #balanced(skip: number, open: number): number {
    let depth = open;
    let quote = "";
    for (let at = this.#at + skip; at < this.#text.length; at++) {
      const char = this.#text[at]!;
      if (quote !== "") {
        if (char === quote) quote = "";
        else if (char === "\\" && quote === '"') at++;
      } else if (char === "'" || char === '"') quote = char;
      else if (char === "\\") at++;
      else if (char === "(") depth++;
      else if (char === ")" && --depth === 0) return at + 1;
    }
    throw new ShellSyntaxError('syntax error: unexpected end of file (expecting ")")');
  }
}
