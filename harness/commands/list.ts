import { globSync } from "node:fs";
import { asset } from "../base/assets.ts";
import { exitCodes, UserError } from "../base/errors.ts";
import { drivers } from "../clusters/drivers.ts";
import { faultCatalogue } from "../faults/catalogue.ts";
import { probeCatalogue } from "../probes/catalogue.ts";
import { stepCatalogue } from "../procedures/steps/catalogue.ts";
import { reporters } from "../../reports/reporters.ts";
import { nearest } from "../scenario/document/suggest.ts";
import { paint } from "../terminal.ts";
import type { Command } from "./command.ts";
import { scenarioSummary } from "./scenario-summary.ts";

interface Options {
  readonly json?: boolean;
}

interface Item {
  readonly name: string;
  readonly summary: string;
}

const procedureKinds: readonly Item[] = [
  { name: "script", summary: "a program or shell script, run as its owner wrote it" },
  { name: "runbook", summary: "a Markdown file; its headings and fenced sh blocks are the steps" },
  { name: "steps", summary: "declarative steps; the drill then runs on virtual time" },
];

/** What there is of everything that a scenario or a command line can name. */
const sections: Readonly<Record<string, () => readonly Item[]>> = {
  faults: () => summaries(faultCatalogue),
  probes: () => probeCatalogue.map(({ name, summary }) => ({ name, summary })),
  drivers: () =>
    Object.values(drivers).map(({ name, abilities }) => ({
      name,
      summary: `can do ${[...abilities].sort().join(", ")}`,
    })),
  procedures: () => procedureKinds,
  steps: () => summaries(stepCatalogue),
  reporters: () => summaries(reporters),
  scenarios: () => scenarioFiles().map((file) => ({ name: file, summary: scenarioSummary(file) })),
};

export const list: Command<Options> = {
  examples: [
    ["drill list", "everything"],
    ["drill list faults steps", "only these"],
    ["drill list --json", "for programs"],
  ],
  define(command) {
    command
      .argument("[what...]", `any of ${Object.keys(sections).join(", ")}; default all`)
      .option("--json", "print JSON");
  },
  async run({ args, options }, { terminal }) {
    const names = args.length > 0 ? args : Object.keys(sections);
    const found = names.map((name) => [name, sectionOf(name)()] as const);
    if (options.json === true) {
      terminal.out(`${JSON.stringify(Object.fromEntries(found), null, 2)}\n`);
      return exitCodes.pass;
    }
    const blocks = found.map(([name, items]) => `${paint(terminal, "bold", name)}\n${lines(items)}`);
    terminal.out(blocks.join("\n"));
    return exitCodes.pass;
  },
};

function sectionOf(name: string): () => readonly Item[] {
  const section = Object.hasOwn(sections, name) ? sections[name] : undefined;
  if (section !== undefined) return section;
  const names = Object.keys(sections);
  const near = nearest(name, names);
  throw new UserError(`drill list knows no ${name}`, {
    hint: `${near === undefined ? "" : `Did you mean ${near}? `}It lists ${names.join(", ")}.`,
  });
}

function summaries(catalogue: Readonly<Record<string, { readonly summary: string }>>): readonly Item[] {
  return Object.entries(catalogue).map(([name, { summary }]) => ({ name, summary }));
}

/** Those of the current folder; elsewhere the ones that drill ships with. */
function scenarioFiles(): readonly string[] {
  const own = globSync("scenarios/*.{yaml,yml}");
  return (own.length > 0 ? own : globSync(asset("scenarios/*.yaml"))).sort();
}

function lines(items: readonly Item[]): string {
  if (items.length === 0) return "  none\n";
  const width = Math.max(...items.map(({ name }) => name.length));
  return items.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}\n`).join("");
}
