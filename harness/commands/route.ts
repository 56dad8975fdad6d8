import { exitCodes, UserError } from "../base/errors.ts";
import { socketOf } from "../procedures/control/socket-of.ts";
import { tellDrill } from "../procedures/control/client.ts";
import type { Command } from "./command.ts";

export const route: Command = {
  examples: [
    ["drill route us=0 eu=100", "in a script: send no users to us. Clusters that are not named keep their weight"],
  ],
  define(command) {
    command.argument("<weights...>", "CLUSTER=WEIGHT, 0 to 100");
  },
  async run({ args }, { env }) {
    const weights = Object.fromEntries(args.map(readWeight));
    await tellDrill(socketOf(env, "route"), { command: "route", weights });
    return exitCodes.pass;
  },
};

function readWeight(text: string): [cluster: string, weight: number] {
  const [, cluster, number] = /^([^=]+)=(\d+(?:\.\d+)?)$/.exec(text) ?? [];
  const weight = Number(number);
  if (cluster === undefined || weight > 100)
    throw new UserError(`"${text}" is no weight; expected CLUSTER=WEIGHT with a weight from 0 to 100, such as us=0`);
  return [cluster, weight];
}
