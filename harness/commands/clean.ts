import { exitCodes } from "../base/errors.ts";
import { poolFolder } from "../clusters/kind/pool/state.ts";
import { findDeadPool, findDeadRuns } from "../runs/leftovers.ts";
import type { Command } from "./command.ts";

interface Options {
  readonly runs: string;
  readonly dryRun?: boolean;
}

export const clean: Command<Options> = {
  examples: [
    ["drill clean", "remove what drills left behind that were killed or could not clean up"],
    ["drill clean --dry-run", "only say what would be removed"],
  ],
  define(command) {
    command.option("--runs <folder>", "folder of the runs", "runs").option("--dry-run", "remove nothing");
  },
  async run({ options: { runs, dryRun } }, { terminal, env }) {
    let failed = 0;
    let removed = 0;
    for (const dead of [...(await findDeadRuns(runs)), ...(await findDeadPool(poolFolder(env)))]) {
      terminal.out(`${dead.path}: ${dead.killed ? "was killed" : "could not undo all that it had done"}\n`);
      let left = 0;
      for (const { what, remove } of dead.leftovers) {
        if (dryRun) terminal.out(`  would remove ${what}\n`);
        else
          try {
            await remove();
            removed++;
            terminal.out(`  removed ${what}\n`);
          } catch (error) {
            left++;
            terminal.out(`  could not remove ${what}: ${(error as Error).message}\n`);
          }
      }
      failed += left;
      if (!dryRun && left === 0) dead.close();
    }
    terminal.out(dryRun ? "" : `${removed} removed, ${failed} left\n`);
    return failed === 0 ? exitCodes.pass : exitCodes.invalid;
  },
};
