import Table from "cli-table3";
import { globSync } from "node:fs";
import { asset } from "../base/assets.ts";
import { exitCodes } from "../base/errors.ts";
import { defaultDriver } from "../clusters/drivers.ts";
import { selftest as testScenario, type SelftestResult } from "../selftest.ts";
import { paint, type Terminal } from "../terminal.ts";
import type { Command } from "./command.ts";

interface Options {
  readonly driver: string;
}

export const selftest: Command<Options> = {
  examples: [
    ["drill selftest", "prove that every shipped scenario can fail"],
    ["drill selftest ops/*.yaml", "the same for scenarios of your own"],
  ],
  define(command) {
    command
      .argument("[files...]", "scenario files; default those that drill ships with")
      .option("--driver <name>", "what the clusters are made of", defaultDriver);
  },
  async run({ args, options: { driver } }, { terminal, signal }) {
    const files =
      args.length > 0
        ? args
        : globSync("*.yaml", { cwd: asset("scenarios") })
            .sort()
            .map((name) => asset(`scenarios/${name}`));
    const results: SelftestResult[] = [];
    for (const file of files) for await (const result of testScenario({ file, driver }, signal)) results.push(result);
    terminal.out(matrix(results, terminal));
    if (signal.aborted) return exitCodes.aborted;
    return results.every(({ complaint }) => complaint === undefined) ? exitCodes.pass : exitCodes.gateFailure;
  },
};

function matrix(results: readonly SelftestResult[], terminal: Terminal): string {
  const table = new Table({
    head: ["scenario", "procedure", "role", "verdict", "failed gates", "told apart"],
    style: { head: [], border: [] },
  });
  for (const { scenario, procedure, role, verdict, complaint } of results) {
    const failed = verdict.gates.filter(({ outcome }) => outcome === "failed").map(({ gate }) => gate);
    const told = complaint === undefined ? paint(terminal, "green", "yes") : paint(terminal, "red", `no: ${complaint}`);
    table.push([scenario, procedure, role, verdict.verdict, failed.join(" "), told]);
  }
  const bad = results.filter(({ role }) => role !== "good");
  const caught = bad.filter(({ complaint }) => complaint === undefined).length;
  return `${table.toString()}\n${caught} of ${bad.length} bad procedures caught, ${results.filter(({ role, complaint }) => role === "good" && complaint === undefined).length} of ${results.length - bad.length} good ones passed\n`;
}
