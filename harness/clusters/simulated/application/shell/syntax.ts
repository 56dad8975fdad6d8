/** One part of a word, before it is expanded. */
export type WordPart =
  | { readonly kind: "text"; readonly text: string; readonly quoted: boolean }
  /** `$name`, `${name}`, `${name:-word}` and the like; `op` is empty for the first two. */
  | {
      readonly kind: "parameter";
      readonly name: string;
      readonly op: string;
      readonly word: Word;
      readonly quoted: boolean;
    }
  | { readonly kind: "command"; readonly list: List; readonly quoted: boolean }
  | { readonly kind: "arithmetic"; readonly text: Word; readonly quoted: boolean };

export type Word = readonly WordPart[];

export interface Redirection {
  readonly descriptor: number;
  readonly kind: "<" | ">" | ">>" | "dup" | "here";
  readonly target: Word;
}

export type Command =
  | {
      readonly kind: "simple";
      readonly assignments: readonly { readonly name: string; readonly value: Word }[];
      readonly words: readonly Word[];
      readonly redirections: readonly Redirection[];
    }
  | {
      readonly kind: "group";
      readonly body: List;
      readonly isolated: boolean;
      readonly redirections: readonly Redirection[];
    }
  | {
      readonly kind: "if";
      readonly branches: readonly { readonly condition: List; readonly body: List }[];
      readonly otherwise: List | undefined;
      readonly redirections: readonly Redirection[];
    }
  | {
      readonly kind: "loop";
      readonly until: boolean;
      readonly condition: List;
      readonly body: List;
      readonly redirections: readonly Redirection[];
    }
  | {
      readonly kind: "for";
      readonly name: string;
      readonly words: readonly Word[];
      readonly body: List;
      readonly redirections: readonly Redirection[];
    };

export interface Pipeline {
  readonly negated: boolean;
  readonly commands: readonly Command[];
}

/** Pipelines one after the other; the joint stands before each. */
export interface Step {
  readonly joint: ";" | "&&" | "||";
  readonly pipeline: Pipeline;
}

export type List = readonly Step[];

/** What a shell says of a script that it cannot read. */
export class ShellSyntaxError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "ShellSyntaxError";
  }

  /** Whether more lines may make it right. */
  get isUnfinished(): boolean {
    return /end of file|unterminated|EOF/.test(this.message);
  }
}
