import type { Plan } from "../scenario/plan.ts";
import type { Terminal } from "../terminal.ts";
import { LiveProgress } from "../../reports/progress/live.ts";
import { PlainProgress } from "../../reports/progress/plain.ts";
import type { ProgressView } from "../../reports/progress/progress.ts";

/** ms of wall time between two drawings. */
const redrawEvery = 250;

/** Shows a drill while it runs. On virtual time it is over before anybody could read a line, so nothing is shown. */
export function showProgress({ clock, speed }: Pick<Plan, "clock" | "speed">, terminal: Terminal): ProgressView {
  const { progress, columns: width, errorColours: colours } = terminal;
  const write = (text: string) => terminal.err(text);
  if (clock === "virtual") return { show() {}, [Symbol.dispose]() {} };
  if (progress === "plain") return new PlainProgress({ write });
  return new LiveProgress({ write, width, colours, every: redrawEvery * speed });
}
