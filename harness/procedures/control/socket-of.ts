import { UserError } from "../../base/errors.ts";
import { controlVariable } from "./protocol.ts";

/** @throws UserError outside of a drill, where there is nothing that the command could be done to. */
export function socketOf(env: Readonly<Record<string, string | undefined>>, command: string): string {
  const path = env[controlVariable];
  if (path !== undefined) return path;
  throw new UserError(`drill ${command} works only inside a drill's procedure`, {
    hint: `test [ -n "$${controlVariable}" ] first in scripts that also run in production, and do there what your own router or delivery needs`,
  });
}
