import { globSync } from "node:fs";
import { exitCodes, UserError } from "../base/errors.ts";
import { prepareDrill } from "../prepare.ts";
import { ScenarioProblems } from "../scenario/document/problem.ts";
import { paint, type Terminal } from "../terminal.ts";
import { collect, type Command } from "./command.ts";
import { defaultDriver } from "../clusters/drivers.ts";

interface Options {
  readonly driver: string;
  readonly set?: readonly string[];
}

/** Scenarios stand in the folder itself; what they include stands deeper. */
const defaultFiles = "scenarios/*.{yaml,yml}";

export const check: Command<Options> = {
  examples: [
    ["drill check", "all scenarios in scenarios/"],
    ["drill check a.yaml b.yaml", "these"],
  ],
  define(command) {
    command
      .argument("[files...]", "scenario files; default scenarios/*.yaml")
      .option("--driver <name>", "driver that must be able to do them", defaultDriver)
      .option("--set <path=value>", "change a value of all of them; may be given several times", collect);
  },
  async run({ args, options }, { terminal }) {
    const files = args.length > 0 ? args : globSync(defaultFiles).sort();
    if (files.length === 0)
      throw new UserError("there are no scenarios: no file is named and scenarios/ holds none", {
        hint: "drill init writes one to start from.",
      });
    const mistakes: string[] = [];
    for (const file of files) {
      const found = await mistakesOf(file, options);
      terminal.out(line(file, found, terminal));
      mistakes.push(...found.map(({ text }) => text));
    }
    if (mistakes.length === 0) return exitCodes.pass;
    terminal.err(`\n${mistakes.join("\n\n")}\n`);
    return exitCodes.usage;
  },
};

interface Mistake {
  readonly text: string;
  readonly count: number;
}

/** With the scenario's own procedure, and with each of its known-bad ones. */
async function mistakesOf(file: string, { driver, set: sets }: Options): Promise<readonly Mistake[]> {
  try {
    const { plan } = await prepareDrill({ file, driver, sets });
    for (const { name } of plan.scenario.knownBad)
      await prepareDrill({ file, driver, sets, procedure: { knownBad: name } });
    return [];
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const count = error instanceof ScenarioProblems ? error.problems.length : 1;
    const where = error.message.startsWith(file) ? "" : `${file}: `;
    const hint = error.hint === undefined || error instanceof ScenarioProblems ? "" : `\nhint: ${error.hint}`;
    return [{ text: `${where}${error.message}${hint}`, count }];
  }
}

function line(file: string, found: readonly Mistake[], terminal: Terminal): string {
  const count = found.reduce((sum, mistake) => sum + mistake.count, 0);
  if (count === 0) return `${paint(terminal, "green", "ok")}     ${file}\n`;
  return `${paint(terminal, "red", "wrong")}  ${file}: ${count === 1 ? "1 problem" : `${count} problems`}\n`;
}
