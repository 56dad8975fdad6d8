import { styleText } from "node:util";
import type { GateOutcome, VerdictWord } from "../../harness/judging/verdict.ts";
import type { ReportOptions } from "../reporter.ts";

export type Paint = (text: string) => string;

export interface Colours {
  readonly good: Paint;
  readonly bad: Paint;
  readonly doubtful: Paint;
  readonly faint: Paint;
  readonly strong: Paint;
  /** A word on a coloured ground. */
  readonly badge: Readonly<Record<VerdictWord, Paint>>;
}

/** Whether there is colour was decided by who knows the terminal. */
export function coloursFor({ colours }: Pick<ReportOptions, "colours">): Colours {
  const paint =
    (...format: Parameters<typeof styleText>[0] & readonly unknown[]): Paint =>
    (text) =>
      colours === "on" ? styleText(format as Parameters<typeof styleText>[0], text, { validateStream: false }) : text;
  return {
    good: paint("green"),
    bad: paint("red"),
    doubtful: paint("yellow"),
    faint: paint("dim"),
    strong: paint("bold"),
    badge: {
      pass: paint("bold", "black", "bgGreen"),
      fail: paint("bold", "white", "bgRed"),
      invalid: paint("bold", "black", "bgYellow"),
      aborted: paint("bold", "black", "bgYellow"),
    },
  };
}

/** A mark that can be told from the others without colour. */
export function outcomeMark(outcome: GateOutcome, { good, bad, doubtful }: Colours): string {
  switch (outcome) {
    case "passed":
      return good("✔");
    case "failed":
      return bad("✘");
    case "unknown":
      return doubtful("?");
  }
}
