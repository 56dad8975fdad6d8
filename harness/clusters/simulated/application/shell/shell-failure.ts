/** Something that ends a shell that is not interactive. The message has no name of the shell before it. */
export class ShellFailure extends Error {
  readonly code: number;

  constructor(message: string, code: number) {
    super(message);
    this.name = "ShellFailure";
    this.code = code;
  }
}

/** `exit`, and what ends a shell like it. */
export class ShellExit extends Error {
  readonly code: number;

  constructor(code: number) {
    super(`exit ${code}`);
    this.name = "ShellExit";
    this.code = code & 0xff;
  }
}

/** `break` and `continue`, on their way to their loop. */
export class LoopJump extends Error {
  readonly kind: "break" | "continue";

  constructor(kind: "break" | "continue") {
    super(kind);
    this.name = "LoopJump";
    this.kind = kind;
  }
}
