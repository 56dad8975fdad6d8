import { exitCodes } from "../base/errors.ts";
import { tellDrill } from "../procedures/control/client.ts";
import { controlVariable } from "../procedures/control/protocol.ts";
import type { Command } from "./command.ts";

export const step: Command = {
  examples: [
    [`drill step "drain eu"`, "in a script: what it does from here on. Outside of a drill it only prints this"],
  ],
  define(command) {
    command.argument("<title...>", "what the report calls the step");
  },
  async run({ args }, { terminal, env }) {
    const title = args.join(" ");
    const socket = env[controlVariable];
    if (socket === undefined) terminal.out(`step: ${title}\n`);
    else await tellDrill(socket, { command: "step", title });
    return exitCodes.pass;
  },
};
