import { isKnownCommand } from "../application/shell/command.ts";
import type { Probe } from "../kinds/pod.ts";
import type { ContainerLife } from "./container-life.ts";
import type { ProbeAnswer } from "./prober.ts";

/** The command of a probe that runs one of which everything is known; of others the declared behaviour answers. */
export function probeCommand(probe: Probe): readonly string[] | undefined {
  const command = (probe["exec"] as { readonly command?: readonly string[] } | undefined)?.command ?? [];
  return isKnownCommand(command) ? command : undefined;
}

/**
 * Runs a probe's command. The waits in it are added up and not waited for: it answers at once what it would answer then,
 * and what takes longer than the probe's patience has failed.
 */
export function execAnswer(life: ContainerLife, probe: Probe, command: readonly string[]): ProbeAnswer {
  const seconds = probe.timeoutSeconds ?? 1;
  const { code, output, waited } = life.foresee(command, seconds * 1000);
  if (waited > seconds * 1000)
    return { ok: false, output: `command timed out: ${JSON.stringify(command.join(" "))} timed out after ${seconds}s` };
  return code === 0 ? { ok: true } : { ok: false, output };
}
