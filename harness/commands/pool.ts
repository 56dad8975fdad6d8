import { formatDuration } from "../base/duration.ts";
import { exitCodes, UserError } from "../base/errors.ts";
import { RealClock } from "../base/real-clock.ts";
import { partImages } from "../clusters/kind/images.ts";
import { claimPool } from "../clusters/kind/pool/claim.ts";
import { growPool } from "../clusters/kind/pool/grow.ts";
import { shrinkPool } from "../clusters/kind/pool/shrink.ts";
import { PoolFiles, poolFolder } from "../clusters/kind/pool/state.ts";
import { reportPool } from "../clusters/kind/pool/status.ts";
import { nearest } from "../scenario/document/suggest.ts";
import type { Command, CommandContext } from "./command.ts";
import { wholeNumber } from "./drill-options.ts";

interface Options {
  readonly clusters?: string;
  readonly nodes?: string;
}

type Action = (folder: string, options: Options, context: CommandContext) => Promise<number>;

const actions: Readonly<Record<string, Action>> = { up, down, status };

export const pool: Command<Options> = {
  examples: [
    ["drill pool up --clusters 3", "make three clusters, or those of three that there are not yet"],
    ["drill pool up --clusters 2 --nodes 2", "two of the clusters shall have two nodes or more"],
    ["drill run scenarios/*.yaml --pool", "drill on them, one scenario after the other"],
    ["drill pool", "show them, and whether they are as they were made"],
    ["drill pool down", "remove them"],
  ],
  define(command) {
    command
      .argument("[action]", "up, down or status (default)")
      .option("--clusters <count>", "with up: how many clusters there are to be; default 3")
      .option("--nodes <count>", "with up: how many nodes each of them has at least; default 1")
      .addHelpText(
        "after",
        "\nThe pool is kept in $XDG_STATE_HOME/rollback-drill/pool, by default below ~/.local/state.",
      );
  },
  async run({ args: [action = "status"], options }, context) {
    const act = actions[action];
    if (act !== undefined) return act(poolFolder(context.env), options, context);
    const near = nearest(action, Object.keys(actions));
    throw new UserError(`drill pool cannot ${action}`, {
      hint: `${near === undefined ? "" : `Did you mean ${near}? `}It takes up, down and status.`,
    });
  },
};

async function up(folder: string, options: Options, { terminal, signal, env }: CommandContext): Promise<number> {
  const clusters = atLeastOne("--clusters", options.clusters ?? "3");
  const nodes = atLeastOne("--nodes", options.nodes ?? "1");
  const clock = new RealClock();
  const made = await growPool({ folder, clusters, nodes, image: partImages(env).node, clock, signal });
  const text =
    made.length === 0 ? "nothing was lacking" : `made ${clustersText(made)} in ${formatDuration(clock.now())}`;
  terminal.out(`${text}\n`);
  return exitCodes.pass;
}

async function down(folder: string, _options: Options, { terminal }: CommandContext): Promise<number> {
  const files = new PoolFiles(folder);
  if (files.read() === undefined) {
    terminal.out("there is no pool\n");
    return exitCodes.pass;
  }
  using _claim = claimPool(folder, "drill pool down");
  const removed = await shrinkPool(files, () => true);
  terminal.out(`removed ${clustersText(removed)}\n`);
  return exitCodes.pass;
}

async function status(folder: string, _options: Options, { terminal }: CommandContext): Promise<number> {
  const report = await reportPool(folder);
  if (report === undefined) {
    terminal.out("there is no pool; drill pool up makes one\n");
    return exitCodes.pass;
  }
  const now = new RealClock().wallTime().getTime();
  terminal.out(`pool in ${folder}, nodes of ${report.image}\n`);
  if (report.owner !== undefined) terminal.out(`in use by ${report.owner}\n`);
  for (const { name, nodes, createdAt, state, differences } of report.clusters) {
    const age = formatDuration(Math.floor((now - Date.parse(createdAt)) / 1_000) * 1_000);
    terminal.out(`cluster ${name}  ${nodes} node${nodes === 1 ? "" : "s"}  ${age} old  ${state}\n`);
    for (const difference of differences) terminal.out(`  ${difference}\n`);
  }
  return exitCodes.pass;
}

function clustersText(names: readonly string[]): string {
  return names.length === 0 ? "no cluster" : `cluster${names.length === 1 ? "" : "s"} ${names.join(", ")}`;
}

function atLeastOne(option: string, text: string): number {
  const number = wholeNumber(option, text);
  if (number >= 1) return number;
  throw new UserError(`${option} ${text} makes nothing`, { hint: "Give 1 or more." });
}
