import { evaluate } from "./arithmetic.ts";
import type { Steps } from "./machine.ts";
import { matchesPattern } from "./pattern.ts";
import { ShellFailure } from "./shell-failure.ts";
import type { List, Word, WordPart } from "./syntax.ts";

/** What words are expanded with. */
export interface Scope {
  get(name: string): string | undefined;
  set(name: string, value: string): void;
  /** Arguments of the script. */
  readonly positional: readonly string[];
  /** Runs a command substitution and returns its output. */
  substitute(list: List): Steps<string>;
  /** Paths that match a pattern, sorted. */
  glob(pattern: string): readonly string[];
}

/** A piece of a field: unquoted pieces that came from an expansion are split at white space. */
interface Piece {
  readonly text: string;
  readonly quoted: boolean;
  readonly split: boolean;
}

/** Expands words to the arguments of a command. */
export function* expandWords(words: readonly Word[], scope: Scope): Steps<string[]> {
  const fields: string[] = [];
  for (const word of words) fields.push(...(yield* expandWord(word, scope)));
  return fields;
}

/** Expands a word to one text, as values of variables and targets of redirections are. */
export function* expandText(word: Word, scope: Scope): Steps<string> {
  let text = "";
  for (const part of word)
    for (const piece of yield* piecesOf(part, scope)) text += (text !== "" && piece.newField ? " " : "") + piece.text;
  return text;
}

function* expandWord(word: Word, scope: Scope): Steps<string[]> {
  const fields: Piece[][] = [];
  let current: Piece[] | undefined;
  const append = (piece: Piece) => (current ??= []).push(piece);
  const finish = () => {
    if (current !== undefined) fields.push(current);
    current = undefined;
  };
  for (const part of word)
    for (const piece of yield* piecesOf(part, scope)) {
      if (piece.newField) finish();
      if (!piece.split || piece.quoted) {
        append(piece);
        continue;
      }
      for (const [i, text] of piece.text.split(/[ \t\n]+/).entries()) {
        if (i > 0) finish();
        if (text !== "") append({ ...piece, text });
      }
    }
  finish();
  return fields.flatMap((field) => {
    const text = field.map((piece) => piece.text).join("");
    const isPattern = field.some((piece) => !piece.quoted && /[*?[]/.test(piece.text));
    if (!isPattern) return [text];
    const pattern = field.map((piece) => (piece.quoted ? piece.text.replaceAll(/[*?[\]\\]/g, "\\$&") : piece.text));
    const found = scope.glob(pattern.join(""));
    return found.length > 0 ? found : [text];
  });
}

function* piecesOf(part: WordPart, scope: Scope): Steps<readonly (Piece & { readonly newField?: boolean })[]> {
  const { quoted } = part;
  switch (part.kind) {
    case "text":
      return [{ text: part.text, quoted, split: false }];
    case "command": {
      const output = yield* scope.substitute(part.list);
      return [{ text: output.replace(/\n+$/, ""), quoted, split: true }];
    }
    case "arithmetic": {
      const text = yield* expandText(part.text, scope);
      return [{ text: String(evaluate(text, (name) => scope.get(name))), quoted, split: true }];
    }
    case "parameter": {
      if (part.op === "" && (part.name === "@" || part.name === "*")) {
        if (quoted && part.name === "*") return [{ text: scope.positional.join(" "), quoted, split: false }];
        return scope.positional.map((text, i) => ({ text, quoted, split: true, newField: i > 0 }));
      }
      const value = yield* parameterValue(part, scope);
      return [{ text: value, quoted, split: true }];
    }
  }
}

function* parameterValue(part: WordPart & { readonly kind: "parameter" }, scope: Scope): Steps<string> {
  const { name, op } = part;
  const value = scope.get(name);
  if (op === "") return value ?? "";
  if (op === "length") return String((value ?? "").length);
  const missing = op.startsWith(":") ? (value ?? "") === "" : value === undefined;
  switch (op.replace(":", "")) {
    case "-":
      return missing ? yield* expandText(part.word, scope) : value!;
    case "+":
      return missing ? "" : yield* expandText(part.word, scope);
    case "=":
      if (missing) scope.set(name, yield* expandText(part.word, scope));
      return scope.get(name) ?? "";
    case "?": {
      if (!missing) return value!;
      const why = yield* expandText(part.word, scope);
      throw new ShellFailure(`${name}: ${why === "" ? "parameter not set" : why}`, 2);
    }
    default:
      return trimmed(value ?? "", op, yield* expandText(part.word, scope));
  }
}

/** `${name%pattern}` and its three relatives. */
function trimmed(value: string, op: string, pattern: string): string {
  const lengths = Array.from({ length: value.length + 1 }, (_, i) => i);
  if (op.length === 2) lengths.reverse();
  for (const length of lengths) {
    const isPrefix = op.startsWith("#");
    const part = isPrefix ? value.slice(0, length) : value.slice(value.length - length);
    if (matchesPattern(part, pattern)) return isPrefix ? value.slice(length) : value.slice(0, value.length - length);
  }
  return value;
}
