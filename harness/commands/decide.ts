import { exitCodes } from "../base/errors.ts";
import { tellDrill } from "../procedures/control/client.ts";
import { controlVariable } from "../procedures/control/protocol.ts";
import type { Command } from "./command.ts";

export const decide: Command = {
  examples: [
    ["drill decide refuse-rollback", "in a script: what it has decided. Outside of a drill it only prints this"],
  ],
  define(command) {
    command.argument("<decision>", "rollback, refuse-rollback, … as the scenario's expect.decision names it");
  },
  async run({ args: [decision = ""] }, { terminal, env }) {
    const socket = env[controlVariable];
    if (socket === undefined) terminal.out(`decision: ${decision}\n`);
    else await tellDrill(socket, { command: "decide", decision });
    return exitCodes.pass;
  },
};
