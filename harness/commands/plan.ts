import { exitCodes, UserError } from "../base/errors.ts";
import { asset } from "../base/assets.ts";
import { refuseUnmetNeeds, unmetNeeds } from "../plan.ts";
import { draftDrill } from "../prepare.ts";
import { findOnPath } from "../tools-on-path.ts";
import type { Command } from "./command.ts";
import { addDrillOptions, addKubeconfigOption, drillRequest, type DrillOptions } from "./drill-options.ts";
import { planText } from "./plan-text.ts";

interface Options extends DrillOptions {
  readonly json?: boolean;
  readonly kubeconfig?: string;
}

export const plan: Command<Options> = {
  examples: [
    ["drill plan scenarios/clean-rollback.yaml", "what happens when, what must hold, every default"],
    ["drill plan x.yaml --set faults.registry-down.for=2m", "the same with another value"],
    ["drill plan x.yaml --json", "for programs"],
  ],
  define(command) {
    command.argument("[file]", "scenario file; without one, the scenario that drill ships with");
    addKubeconfigOption(addDrillOptions(command)).option("--json", "print JSON");
  },
  async run({ args: [file = asset("scenarios/registry-down-uncached.yaml")], options }, { terminal, env }) {
    const drafted = await draftDrill(drillRequest(file, options, options.kubeconfig));
    const { driver } = drafted;
    const found = Object.fromEntries(drafted.plan.tools.map((tool) => [tool, findOnPath(tool, env)]));
    const missing = Object.keys(found).filter((tool) => found[tool] === undefined);
    if (options.json === true) {
      const unmet = unmetNeeds(drafted.plan, driver);
      terminal.out(
        `${JSON.stringify({ ...drafted.plan, unmet, survey: drafted.survey, missingTools: missing }, null, 2)}\n`,
      );
    } else terminal.out(planText({ ...drafted, found }, terminal));
    refuseUnmetNeeds(drafted.plan, driver, drafted.survey?.problems);
    if (missing.length === 0) return exitCodes.pass;
    throw new UserError(`not on PATH: ${missing.join(", ")}`, { hint: "Install them; drill doctor says how it goes." });
  },
};
