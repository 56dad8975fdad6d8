import { styleText } from "node:util";

/** Where a command prints to. */
export interface Terminal {
  /** Results, for people and pipes. */
  out(text: string): void;
  /** Errors and hints. */
  err(text: string): void;
  /** Width of standard output. */
  readonly columns: number;
  /** Whether ANSI colours may be used on standard output. */
  readonly colours: "on" | "off";
  /** The same for standard error. */
  readonly errorColours: "on" | "off";
  /** `live` when lines may be drawn over again; `plain` in CI and pipes. */
  readonly progress: "live" | "plain";
}

type Style = "bold" | "dim" | "red" | "green" | "yellow" | "cyan";

/** The text in a colour, where colours are on. */
export function paint(terminal: Pick<Terminal, "colours">, style: Style, text: string): string {
  return terminal.colours === "on" ? styleText(style, text, { validateStream: false }) : text;
}

interface Stream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

export interface StreamOptions {
  readonly stdout: Stream;
  readonly stderr: Stream;
  readonly env: Readonly<Record<string, string | undefined>>;
}

const columnsOfPipes = 120;

/** Colours on a terminal only, unless NO_COLOR or FORCE_COLOR say otherwise; nothing is drawn over again in CI. */
export function streamTerminal({ stdout, stderr, env }: StreamOptions): Terminal {
  const isTerminal = stdout.isTTY === true;
  const forced = (env["FORCE_COLOR"] ?? "0") !== "0";
  const refused = (env["NO_COLOR"] ?? "") !== "" || env["TERM"] === "dumb";
  const coloursOf = ({ isTTY }: Stream) => (!refused && (isTTY === true || forced) ? "on" : "off");
  return {
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    columns: stdout.columns ?? columnsOfPipes,
    colours: coloursOf(stdout),
    errorColours: coloursOf(stderr),
    progress: isTerminal && (env["CI"] ?? "") === "" && env["TERM"] !== "dumb" ? "live" : "plain",
  };
}
