import { Command as Commander, CommanderError } from "commander";
import { findPackage } from "../base/assets.ts";
import { exitCodes, UserError } from "../base/errors.ts";
import { nearest } from "../scenario/document/suggest.ts";
import type { Terminal } from "../terminal.ts";
import type { Command, CommandContext, CommandEntry } from "./command.ts";
import { printError } from "./print-error.ts";
import { commands } from "./commands.ts";

/** The command when none is named. */
const defaultCommand = "run";

/**
 * Runs one command line.
 * @param argv the arguments, without program and script.
 * @returns the exit code; whatever was thrown has been printed.
 */
export async function main(
  argv: readonly string[],
  context: CommandContext,
  available: Readonly<Record<string, CommandEntry>> = commands,
): Promise<number> {
  try {
    return await dispatch(argv, context, available);
  } catch (error) {
    return printError(error, context.terminal);
  }
}

async function dispatch(
  argv: readonly string[],
  context: CommandContext,
  available: Readonly<Record<string, CommandEntry>>,
): Promise<number> {
  const line = completed(argv, Object.keys(available));
  const program = programOf(available, context.terminal);
  let exitCode: number = exitCodes.pass;
  const chosen = program.commands.find((command) => command.name() === line[0]);
  if (chosen !== undefined) {
    const command: Command<never> = await available[chosen.name()]!.load();
    command.define(chosen);
    chosen.addHelpText("after", examplesText(command)).action(async () => {
      exitCode = await command.run({ args: chosen.args, options: chosen.opts() as never }, context);
    });
  }
  try {
    await program.parseAsync([...line], { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode !== 0) throw fromCommander(error, chosen?.name());
  }
  return exitCode;
}

/** The command line with its command: `run` where none is named, `X --help` for `help X`. */
function completed(argv: readonly string[], names: readonly string[]): readonly string[] {
  const [first, ...rest] = argv;
  if (first === "help") return rest[0] === undefined ? ["--help"] : completed([rest[0], "--help"], names);
  if (first === undefined) return [defaultCommand];
  if (["--help", "-h", "--version", "-V"].includes(first)) return argv;
  if (first.startsWith("-")) return [defaultCommand, ...argv];
  if (names.includes(first)) return argv;
  const hint = /\.ya?ml$/.test(first) ? `To run a scenario: drill run ${first}` : undefined;
  throw new UserError(`unknown command ${first}`, { hint: hint ?? suggestion(first, names) });
}

function suggestion(name: string, names: readonly string[]): string {
  const near = nearest(name, names);
  return near === undefined
    ? "drill --help lists the commands."
    : `Did you mean ${near}? drill --help lists the commands.`;
}

function programOf(available: Readonly<Record<string, CommandEntry>>, terminal: Terminal): Commander {
  const program = new Commander("drill")
    .description("Rehearses rollbacks of releases that went bad on several Kubernetes clusters.")
    .usage("[command] [options]")
    .version(findPackage().version, "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .helpCommand(false)
    .addHelpText("after", `\nWithout a command, drill runs the scenario that it ships with.`)
    .configureHelp({ helpWidth: terminal.columns, showGlobalOptions: false })
    .configureOutput({ writeOut: (text) => terminal.out(text), writeErr: () => undefined })
    .exitOverride();
  for (const [name, { summary }] of Object.entries(available)) program.command(name).description(summary);
  return program;
}

function examplesText({ examples }: Command<never>): string {
  if (examples.length === 0) return "";
  const width = Math.max(...examples.map(([line]) => line.length));
  return `\nExamples:\n${examples.map(([line, does]) => `  ${line.padEnd(width)}  ${does}`).join("\n")}`;
}

/** commander's `error: unknown option '--sed'\n(Did you mean --seed?)` as an error like all others. */
function fromCommander({ message }: CommanderError, command: string | undefined): UserError {
  const [what = "", near] = message.replace(/^error: /, "").split("\n");
  const help = `drill ${command === undefined ? "" : `${command} `}--help shows what it takes.`;
  return new UserError(what.replaceAll("'", ""), { hint: near === undefined ? help : `${near.slice(1, -1)} ${help}` });
}
