import { json } from "./json.ts";
import { junit } from "./junit.ts";
import { markdown } from "./markdown.ts";
import type { Reporter } from "./reporter.ts";
import { terminal } from "./terminal/terminal.ts";

/** Every output format, by the name that `--report` and `--format` take. */
export const reporters = { terminal, json, junit, markdown } as const satisfies Readonly<Record<string, Reporter>>;

export type ReporterName = keyof typeof reporters;
