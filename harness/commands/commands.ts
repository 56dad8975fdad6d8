import type { CommandEntry } from "./command.ts";

/** Every subcommand by its name, in the order of `drill --help`. */
export const commands: Readonly<Record<string, CommandEntry>> = {
  run: {
    summary: "run the drills of scenario files and judge them",
    load: async () => (await import("./run.ts")).run,
  },
  up: {
    summary: "bring a scenario's clusters up and hold them, to write or try a runbook by hand",
    load: async () => (await import("./up.ts")).up,
  },
  plan: {
    summary: "print what a run would do, with every default, and start nothing",
    load: async () => (await import("./plan.ts")).plan,
  },
  check: {
    summary: "look for mistakes in scenario files",
    load: async () => (await import("./check.ts")).check,
  },
  judge: {
    summary: "judge a stored run again, also under other limits",
    load: async () => (await import("./judge.ts")).judge,
  },
  report: {
    summary: "print a stored run as tables, JSON, JUnit or Markdown",
    load: async () => (await import("./report.ts")).report,
  },
  selftest: {
    summary: "run scenarios with good, known-bad and no-op procedures and see whether they are told apart",
    load: async () => (await import("./selftest.ts")).selftest,
  },
  calibrate: {
    summary: "find the timings with which simulated clusters take as long as recorded real ones",
    load: async () => (await import("./calibrate.ts")).calibrate,
  },
  list: {
    summary: "list faults, probes, drivers, procedures, reporters and scenarios",
    load: async () => (await import("./list.ts")).list,
  },
  images: {
    summary: "print how the stand-ins of a scenario's versions are built, for clusters that are there already",
    load: async () => (await import("./images.ts")).images,
  },
  init: {
    summary: "write a commented scenario and runbook to start from",
    load: async () => (await import("./init.ts")).init,
  },
  pool: {
    summary: "keep kind clusters up between drills, so that many drills cost one start-up",
    load: async () => (await import("./pool.ts")).pool,
  },
  clean: {
    summary: "remove what killed drills left behind",
    load: async () => (await import("./clean.ts")).clean,
  },
  doctor: {
    summary: "look whether this machine has what drills need",
    load: async () => (await import("./doctor.ts")).doctor,
  },
  step: {
    summary: "in a procedure: begin a step",
    load: async () => (await import("./step.ts")).step,
  },
  decide: {
    summary: "in a procedure: declare the decision it takes",
    load: async () => (await import("./decide.ts")).decide,
  },
  route: {
    summary: "in a procedure: set clusters' weights in the global router",
    load: async () => (await import("./route.ts")).route,
  },
  "stop-rollout": {
    summary: "in a procedure: stop the delivery of the bad release",
    load: async () => (await import("./stop-rollout.ts")).stopRollout,
  },
};
