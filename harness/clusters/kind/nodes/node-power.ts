import type { Ledger, LedgerEntry, NodePower as NodePowerContract } from "../../driver.ts";
import { docker } from "../docker/docker.ts";
import { records } from "../docker/records.ts";

/** Freezes and thaws the containers that are the nodes: to everybody else, the machine is silent. */
export class NodePower implements NodePowerContract {
  readonly #ledger: Ledger;
  readonly #paused = new Map<string, LedgerEntry>();

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  async stop(node: string): Promise<void> {
    if (this.#paused.has(node)) return;
    this.#paused.set(node, this.#ledger.record(records.pause, { name: node }));
    await docker(["pause", node]);
  }

  async start(node: string): Promise<void> {
    const entry = this.#paused.get(node);
    if (entry === undefined) return;
    await docker(["unpause", node]);
    this.#paused.delete(node);
    entry.strike();
  }
}
