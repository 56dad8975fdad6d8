import { exitCodes } from "../base/errors.ts";
import { RealClock } from "../base/real-clock.ts";
import { paint, type Terminal } from "../terminal.ts";
import type { Command } from "./command.ts";
import { lookAtContainers } from "./doctor-containers.ts";
import { lookAtClock, lookAtDisk, lookAtFolder, lookAtNode, lookAtTools, type Finding } from "./doctor-checks.ts";

interface Options {
  readonly json?: boolean;
}

export const doctor: Command<Options> = {
  examples: [["drill doctor", "what is there, what is missing, and what to do about it"]],
  define(command) {
    command.option("--json", "print JSON");
  },
  async run({ options }, { terminal, env }) {
    const findings = [
      lookAtNode(process.version),
      ...(await lookAtTools(env)),
      lookAtFolder("."),
      lookAtDisk("."),
      lookAtClock(new RealClock(1).wallTime()),
      ...(await lookAtContainers(env)),
    ];
    if (options.json === true) terminal.out(`${JSON.stringify(findings, null, 2)}\n`);
    else for (const finding of findings) terminal.out(findingText(finding, terminal));
    return findings.some(({ state }) => state === "wrong") ? exitCodes.usage : exitCodes.pass;
  },
};

const colours = { ok: "green", missing: "yellow", wrong: "red" } as const;

function findingText({ name, state, detail, advice }: Finding, terminal: Terminal): string {
  const line = `${paint(terminal, colours[state], state.padEnd(7))}  ${name.padEnd(7)}  ${detail}\n`;
  return advice === undefined ? line : `${line}${" ".repeat(18)}${advice}\n`;
}
