import { describe, expect, test } from "vitest";
import { UserError } from "../base/errors.ts";
import { findPackage } from "../base/assets.ts";
import type { Command, CommandEntry } from "./command.ts";
import { commands } from "./commands.ts";
import { main } from "./main.ts";
import { drill, memoryContext } from "./testing.ts";

interface Options {
  readonly seed?: string;
  readonly fail?: boolean;
}

const calls: { args: readonly string[]; options: Options }[] = [];
const sail: Command<Options> = {
  examples: [["drill sail --seed 3", "sails"]],
  define(command) {
    command.argument("[files...]", "where to").option("--seed <number>", "which wind").option("--fail", "sinks");
  },
  async run({ args, options }) {
    calls.push({ args, options });
    if (options.fail) throw new Error("leak");
    return 2;
  },
};
const fake: Readonly<Record<string, CommandEntry>> = {
  run: { summary: "runs", load: async () => sail },
  sail: { summary: "sails away", load: async () => sail },
};

async function fakeDrill(...argv: string[]) {
  calls.length = 0;
  const { context, printed } = memoryContext();
  const exitCode = await main(argv, context, fake);
  return { exitCode, ...printed, calls: [...calls] };
}

describe("a command line", () => {
  test("calls its command with arguments and options, and ends with its exit code", async () => {
    const { exitCode, calls } = await fakeDrill("sail", "a", "b", "--seed", "3");
    expect(exitCode).toBe(2);
    expect(calls).toEqual([{ args: ["a", "b"], options: { seed: "3" } }]);
  });

  test("without a command is run, with its options", async () => {
    expect((await fakeDrill()).calls).toEqual([{ args: [], options: {} }]);
    expect((await fakeDrill("--seed", "4")).calls).toEqual([{ args: [], options: { seed: "4" } }]);
  });

  test.each([
    [["sial"], "error: unknown command sial\nhint: Did you mean sail? drill --help lists the commands.\n"],
    [["dance"], "error: unknown command dance\nhint: drill --help lists the commands.\n"],
    [["x/first.yaml"], "error: unknown command x/first.yaml\nhint: To run a scenario: drill run x/first.yaml\n"],
    [
      ["sail", "--sed", "3"],
      "error: unknown option --sed\nhint: Did you mean --seed? drill sail --help shows what it takes.\n",
    ],
    [
      ["sail", "--seed"],
      "error: option --seed <number> argument missing\nhint: drill sail --help shows what it takes.\n",
    ],
    [["help", "sial"], "error: unknown command sial\nhint: Did you mean sail? drill --help lists the commands.\n"],
    [["toString"], "error: unknown command toString\nhint: drill --help lists the commands.\n"],
  ])("%j is refused with a hint, on standard error, with exit code 1", async (argv, err) => {
    expect(await fakeDrill(...argv)).toEqual({ exitCode: 1, out: "", err, calls: [] });
  });
});

describe("help", () => {
  test("lists every command on standard output", async () => {
    const { exitCode, out, err } = await drill(["--help"]);
    expect(exitCode).toBe(0);
    expect(err).toBe("");
    for (const [name, { summary }] of Object.entries(commands))
      expect(out).toMatch(new RegExp(`^  ${name} +${summary.slice(0, 20)}`, "m"));
  });

  test.each([[["help", "sail"]], [["sail", "--help"]], [["sail", "-h"]]])("of a command: %j", async (argv) => {
    const { exitCode, out } = await fakeDrill(...argv);
    expect(exitCode).toBe(0);
    expect(out).toContain("Usage: drill sail [options] [files...]");
    expect(out).toContain("--seed <number>  which wind");
    expect(out).toContain("Examples:\n  drill sail --seed 3  sails");
  });

  test.each(Object.keys(commands))("of %s has an example", async (name) => {
    const { exitCode, out } = await drill([name, "--help"]);
    expect(exitCode).toBe(0);
    expect(out).toMatch(/\nExamples:\n {2}\S/);
  });

  test("the version is the package's", async () => {
    expect(await drill(["--version"])).toEqual({ exitCode: 0, out: `${findPackage().version}\n`, err: "" });
  });
});

describe("what a command throws", () => {
  async function thrown(error: unknown) {
    const { context, printed } = memoryContext();
    const failing: Command = { ...sail, run: () => Promise.reject(error as Error) } as Command;
    const exitCode = await main(["run"], context, { run: { summary: "", load: async () => failing } });
    return { exitCode, ...printed };
  }

  test("is printed with its hint and without a stack when the user can mend it", async () => {
    expect(await thrown(new UserError("no disk", { hint: "Buy one.", exitCode: 4 }))).toEqual({
      exitCode: 4,
      out: "",
      err: "error: no disk\nhint: Buy one.\n",
    });
  });

  test("is a bug otherwise, says so and shows its stack", async () => {
    const { exitCode, err } = await thrown(new TypeError("x is undefined"));
    expect(exitCode).toBe(4);
    expect(err).toMatch(/^error: this is a bug in rollback-drill\nTypeError: x is undefined\n {4}at /);
    expect(err).toContain("hint: Please report it");
  });
});
