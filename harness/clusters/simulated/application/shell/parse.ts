import { Lexer, type Token } from "./lexer.ts";
import { ShellSyntaxError, type Command, type List, type Pipeline, type Redirection, type Word } from "./syntax.ts";

/** Reads a script of the POSIX shell's language, without functions, `case` and jobs. @throws ShellSyntaxError */
export function parseScript(text: string, depth = 0): List {
  const parser = new Parser(new Lexer(text, parseScript, depth).tokens());
  const list = parser.list([]);
  parser.expectEnd();
  return list;
}

const reserved = new Set(["if", "then", "else", "elif", "fi", "while", "until", "for", "do", "done", "{", "}", "!"]);
const unsupported = new Set(["case", "esac", "function"]);
const redirections = new Set(["<", ">", ">>", ">&", "<&", "<<"]);

class Parser {
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  /** Steps up to one of the given reserved words, a closing parenthesis, or the end. */
  list(ends: readonly string[]): List {
    if (++this.#depth > 50) throw new ShellSyntaxError("syntax error: nested too deeply");
    const steps: List[number][] = [];
    let joint: List[number]["joint"] = ";";
    for (;;) {
      while (this.#isOperator("\n") || (steps.length > 0 && joint === ";" && this.#isOperator(";"))) this.#at++;
      if (this.#ended(ends)) break;
      steps.push({ joint, pipeline: this.#pipeline() });
      joint = ";";
      const token = this.#tokens[this.#at];
      if (token?.kind !== "operator" || token.text === ")") continue;
      if (token.text === "&&" || token.text === "||") joint = token.text;
      else if (token.text !== ";" && token.text !== "\n") throw this.#unexpected();
      this.#at++;
      if (joint !== ";") while (this.#isOperator("\n")) this.#at++;
      if (joint !== ";" && this.#ended(ends)) throw this.#unexpected();
    }
    this.#depth--;
    return steps;
  }

  expectEnd(): void {
    if (this.#at < this.#tokens.length) throw this.#unexpected();
  }

  #ended(ends: readonly string[]): boolean {
    const token = this.#tokens[this.#at];
    if (token === undefined || this.#isOperator(")")) return true;
    const text = plain(token);
    return text !== undefined && ends.includes(text);
  }

  #pipeline(): Pipeline {
    let negated = false;
    while (this.#takeWord("!")) negated = !negated;
    const commands = [this.#command()];
    while (this.#isOperator("|")) {
      this.#at++;
      while (this.#isOperator("\n")) this.#at++;
      commands.push(this.#command());
    }
    return { negated, commands };
  }

  #command(): Command {
    const token = this.#tokens[this.#at];
    if (token === undefined) throw this.#unexpected();
    if (this.#isOperator("(")) {
      this.#at++;
      const body = this.list([]);
      if (!this.#isOperator(")")) throw this.#unexpected(")");
      this.#at++;
      return { kind: "group", body, isolated: true, redirections: this.#redirections() };
    }
    const text = plain(token);
    switch (text) {
      case "{":
        return { kind: "group", isolated: false, body: this.#between("{", ["}"]), ...this.#closed("}") };
      case "if":
        return this.#conditional();
      case "while":
      case "until": {
        const condition = this.#between(text, ["do"]);
        const body = this.#between("do", ["done"]);
        return { kind: "loop", until: text === "until", condition, body, ...this.#closed("done") };
      }
      case "for":
        return this.#forLoop();
      default:
        if (text !== undefined && (reserved.has(text) || unsupported.has(text))) throw this.#unexpected();
        return this.#simple();
    }
  }

  #conditional(): Command {
    const branches = [];
    let keyword = "if";
    do {
      const condition = this.#between(keyword, ["then"]);
      const body = this.#between("then", ["elif", "else", "fi"]);
      branches.push({ condition, body });
      keyword = "elif";
    } while (this.#isWord("elif"));
    const otherwise = this.#isWord("else") ? this.#between("else", ["fi"]) : undefined;
    return { kind: "if", branches, otherwise, ...this.#closed("fi") };
  }

  #forLoop(): Command {
    this.#at++;
    const name = plain(this.#tokens[this.#at]);
    if (name === undefined || !/^[A-Za-z_]\w*$/.test(name))
      throw new ShellSyntaxError("syntax error: bad for loop variable");
    this.#at++;
    const words: Word[] = [];
    if (this.#takeWord("in"))
      for (let token = this.#tokens[this.#at]; token?.kind === "word"; token = this.#tokens[++this.#at])
        words.push(token.word);
    while (this.#isOperator(";") || this.#isOperator("\n")) this.#at++;
    return { kind: "for", name, words, body: this.#between("do", ["done"]), ...this.#closed("done") };
  }

  /** The list between one reserved word, which is next, and others; stops before those. */
  #between(word: string, ends: readonly string[]): List {
    if (!this.#takeWord(word)) throw this.#unexpected(word);
    const list = this.list(ends);
    if (list.length === 0 || !ends.some((end) => this.#isWord(end))) throw this.#unexpected(ends[0]);
    return list;
  }

  #closed(word: string): { readonly redirections: readonly Redirection[] } {
    if (!this.#takeWord(word)) throw this.#unexpected(word);
    return { redirections: this.#redirections() };
  }

  #simple(): Command {
    const assignments: { name: string; value: Word }[] = [];
    const words: Word[] = [];
    const redirected: Redirection[] = [];
    for (;;) {
      redirected.push(...this.#redirections());
      const token = this.#tokens[this.#at];
      if (token?.kind !== "word") break;
      const assignment = words.length === 0 ? assignmentOf(token.word) : undefined;
      if (assignment !== undefined) assignments.push(assignment);
      else words.push(token.word);
      this.#at++;
    }
    if (assignments.length + words.length + redirected.length === 0) throw this.#unexpected();
    return { kind: "simple", assignments, words, redirections: redirected };
  }

  #redirections(): Redirection[] {
    const found: Redirection[] = [];
    for (;;) {
      const [token, next] = [this.#tokens[this.#at], this.#tokens[this.#at + 1]];
      let descriptor: number | undefined;
      let operator = token;
      const digit = plain(token);
      if (digit !== undefined && /^[0-2]$/.test(digit) && isRedirection(next) && next.tight) {
        descriptor = Number(digit);
        operator = next;
        this.#at++;
      }
      if (operator === undefined || !isRedirection(operator)) return found;
      const { text } = operator;
      this.#at++;
      const target = this.#tokens[this.#at];
      if (target?.kind !== "word" || text === "<<") throw this.#unexpected();
      this.#at++;
      const kind = text === ">&" || text === "<&" ? "dup" : (text as "<" | ">" | ">>");
      found.push({ descriptor: descriptor ?? (text.startsWith("<") ? 0 : 1), kind, target: target.word });
    }
  }

  #isOperator(text: string): boolean {
    const token = this.#tokens[this.#at];
    return token?.kind === "operator" && token.text === text;
  }

  #isWord(text: string): boolean {
    return plain(this.#tokens[this.#at]) === text;
  }

  #takeWord(text: string): boolean {
    if (!this.#isWord(text)) return false;
    this.#at++;
    return true;
  }

  #unexpected(expected?: string): ShellSyntaxError {
    const token = this.#tokens[this.#at];
    const text = token === undefined ? undefined : token.kind === "operator" ? token.text : plain(token);
    const what =
      token === undefined
        ? "end of file"
        : text === "\n"
          ? "newline"
          : text !== undefined && (token.kind === "operator" || reserved.has(text) || unsupported.has(text))
            ? `"${text}"`
            : "word";
    return new ShellSyntaxError(
      `syntax error: unexpected ${what}${expected === undefined ? "" : ` (expecting "${expected}")`}`,
    );
  }
}

function isRedirection(token: Token | undefined): token is Token & { readonly kind: "operator" } {
  return token?.kind === "operator" && redirections.has(token.text);
}

/** The text of a word without quotes and expansions: only such a one can be a reserved word. */
function plain(token: Token | undefined): string | undefined {
  if (token?.kind !== "word" || token.word.length !== 1) return undefined;
  const [part] = token.word;
  return part?.kind === "text" && !part.quoted ? part.text : undefined;
}

function assignmentOf(word: Word): { readonly name: string; readonly value: Word } | undefined {
  const [first, ...rest] = word;
  if (first?.kind !== "text" || first.quoted) return undefined;
  const match = /^([A-Za-z_]\w*)=(.*)$/s.exec(first.text);
  if (match === null) return undefined;
  const head: Word = match[2] === "" ? [] : [{ kind: "text", text: match[2]!, quoted: false }];
  return { name: match[1]!, value: [...head, ...rest] };
}
