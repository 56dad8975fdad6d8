import { exitCodes } from "../base/errors.ts";
import { tellDrill } from "../procedures/control/client.ts";
import { socketOf } from "../procedures/control/socket-of.ts";
import type { Command } from "./command.ts";

export const stopRollout: Command = {
  examples: [["drill stop-rollout", "in a script: no further wave of the bad release begins"]],
  define() {},
  async run(_invocation, { env }) {
    await tellDrill(socketOf(env, "stop-rollout"), { command: "stop-rollout" });
    return exitCodes.pass;
  },
};
