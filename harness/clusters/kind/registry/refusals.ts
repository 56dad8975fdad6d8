import { readFileSync } from "node:fs";
import { Wait } from "testcontainers";
import { asset } from "../../../base/assets.ts";
import { type Place, startContainer } from "../docker/container.ts";

/** Name on the run's network. */
const alias = "drill-refusals";

const statuses = [429, 503] as const;

/** `host:port` on the run's network that answers every request with this status. */
export function refusing(status: (typeof statuses)[number]): string {
  return `${alias}:${status}`;
}

/** `host:port` on the run's network where nobody listens: behind a proxy it is a registry that has stopped. */
export const nobody = `${alias}:1`;

/** Starts the servers that refuse in HTTP, which Toxiproxy does not speak. @param image of Node */
export function startRefusals(image: string, { network, names, ledger }: Place): Promise<AsyncDisposable> {
  const program = readFileSync(asset("fixtures/refusals/server.js"), "utf8");
  return startContainer(
    {
      name: names.refusals,
      image,
      network,
      aliases: [alias],
      command: ["node", "--input-type=module", "--eval", program, ...statuses.map(String)],
      ready: Wait.forLogMessage("listening"),
    },
    names,
    ledger,
  );
}
