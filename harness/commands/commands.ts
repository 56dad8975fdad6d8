import type { CommandEntry } from "./command.ts";

/** Every subcommand by its name, in the order of `drill --help`. */
export const commands = {
  plan: {
    summary: "print what a run would do, with every default, and start nothing",
    load: async () => (await import("./plan.ts")).plan,
  },
  check: {
    summary: "look for mistakes in scenario files",
    load: async () => (await import("./check.ts")).check,
  },
  list: {
    summary: "list faults, probes, drivers, procedures, reporters and scenarios",
    load: async () => (await import("./list.ts")).list,
  },
  init: {
    summary: "write a commented scenario and runbook to start from",
    load: async () => (await import("./init.ts")).init,
  },
  doctor: {
    summary: "look whether this machine has what drills need",
    load: async () => (await import("./doctor.ts")).doctor,
  },
} as const satisfies Readonly<Record<string, CommandEntry>>;
