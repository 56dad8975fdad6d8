import { execa } from "execa";

export type Environment = Readonly<Record<string, string | undefined>>;

export interface Answer {
  readonly stdout: string;
  /** Why it did not do what it was asked for; undefined when it did. */
  readonly problem: string | undefined;
}

/** Runs a program in this environment and no other. Never rejects because of what it does. @param patience ms of wall time */
export async function askProgram(
  program: string,
  args: readonly string[],
  env: Environment,
  patience = 10_000,
): Promise<Answer> {
  const known = Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const { failed, timedOut, stdout, stderr, shortMessage } = await execa(program, args, {
    env: Object.fromEntries(known),
    extendEnv: false,
    reject: false,
    timeout: patience,
    stdin: "ignore",
  });
  // A program that could not be started has said nothing at all.
  const output: Partial<Record<"stdout" | "stderr", string>> = { stdout, stderr };
  const said = output.stderr?.trim().split("\n").at(-1) ?? "";
  const reason = said === "" ? (shortMessage ?? "it fails") : said;
  const problem = timedOut ? `no answer within ${patience / 1_000} s` : reason;
  return { stdout: output.stdout ?? "", problem: failed ? problem : undefined };
}
