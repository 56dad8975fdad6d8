/** What a terminal does between a keyboard and a program: echo, lines, and the keys that mean something. */
export class Terminal {
  readonly #echo: (text: string) => void;
  readonly #line: (text: string) => void;
  readonly #end: () => void;
  readonly #interrupt: () => void;
  #typed = "";
  #afterReturn = false;

  constructor(to: {
    readonly echo: (text: string) => void;
    readonly line: (text: string) => void;
    readonly end: () => void;
    readonly interrupt: () => void;
  }) {
    this.#echo = to.echo;
    this.#line = to.line;
    this.#end = to.end;
    this.#interrupt = to.interrupt;
  }

  typed(bytes: Buffer): void {
    // What a terminal says of itself, such as where its cursor is, is not for the program.
    for (const char of bytes.toString().replaceAll(/\u001b\[[0-9;?]*[A-Za-z~]/g, "")) this.#key(char);
  }

  /** Programs write line feeds; a terminal wants to be told to go back to the left, too. */
  static shown(data: Buffer | string): string {
    return data.toString().replaceAll(/\r?\n/g, "\r\n");
  }

  #key(char: string): void {
    const isPair = char === "\n" && this.#afterReturn;
    this.#afterReturn = char === "\r";
    if (isPair) return;
    switch (char) {
      case "\r":
      case "\n":
        this.#echo("\r\n");
        this.#line(`${this.#typed}\n`);
        this.#typed = "";
        return;
      case "\u0003":
        this.#echo("^C\r\n");
        this.#typed = "";
        return this.#interrupt();
      case "\u0004":
        if (this.#typed === "") return this.#end();
        return;
      case "\u007f":
      case "\b":
        if (this.#typed !== "") this.#echo("\b \b");
        this.#typed = this.#typed.slice(0, -1);
        return;
      default:
        if (this.#typed.length > 4096) return;
        this.#typed += char;
        this.#echo(char);
    }
  }
}
