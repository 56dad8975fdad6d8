import { statSync } from "node:fs";
import { asset } from "../base/assets.ts";
import { exitCodes } from "../base/errors.ts";
import { paint, type Terminal } from "../terminal.ts";
import type { Command } from "./command.ts";
import { lookAtContainers } from "./doctor/containers.ts";
import { lookAtClock, lookAtDisk, lookAtFolder, lookAtNode } from "./doctor/everywhere.ts";
import type { Finding } from "./doctor/finding.ts";
import { type Machine, thisMachine } from "./doctor/machine.ts";
import { lookAtTools } from "./doctor/tools.ts";

interface Options {
  readonly json?: boolean;
}

/** The command that looks at one machine. @param folder where runs would be stored */
export function doctorOf(machine: Machine, folder: string): Command<Options> {
  return {
    examples: [["drill doctor", "what is there, what is missing, and what to do about it"]],
    define(command) {
      command.option("--json", "print JSON");
    },
    async run({ options }, { terminal, env }) {
      const findings = [
        lookAtNode(machine.nodeVersion),
        ...(await lookAtTools(env)),
        lookAtFolder(folder),
        lookAtDisk(machine.room(folder)),
        lookAtClock(machine.now(), statSync(asset("package.json")).mtime),
        ...(await lookAtContainers(env, machine)),
      ];
      if (options.json === true) terminal.out(`${JSON.stringify(findings, null, 2)}\n`);
      else for (const finding of findings) terminal.out(findingText(finding, terminal));
      return findings.some(({ state }) => state === "wrong") ? exitCodes.usage : exitCodes.pass;
    },
  };
}

export const doctor = doctorOf(thisMachine, ".");

const colours = { ok: "green", limited: "yellow", unknown: "yellow", missing: "yellow", wrong: "red" } as const;

function findingText(finding: Finding, terminal: Terminal): string {
  const { name, state, detail } = finding;
  const line = `${paint(terminal, colours[state], state.padEnd(7))}  ${name.padEnd(7)}  ${detail}\n`;
  return finding.state === "ok" ? line : `${line}${" ".repeat(18)}${finding.advice}\n`;
}
