import { execa, ExecaError } from "execa";

export interface DockerOptions {
  readonly input?: string | undefined;
  /** ms; the default is no limit. */
  readonly timeout?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly environment?: Readonly<Record<string, string>> | undefined;
}

/** A program said no, or did not end in time. */
export class CommandFailed extends Error {
  readonly exitCode: number | undefined;
  readonly stderr: string;

  constructor(command: string, { exitCode, stderr, timedOut, shortMessage }: CommandResult) {
    const said = stderr.trim().split("\n").at(-1) ?? "";
    super(`${command}: ${timedOut ? "no end in time" : said === "" ? shortMessage : said}`);
    this.name = "CommandFailed";
    this.exitCode = exitCode;
    this.stderr = stderr;
  }
}

interface CommandResult {
  readonly exitCode?: number;
  readonly stderr: string;
  readonly timedOut: boolean;
  readonly shortMessage: string;
}

/** Runs docker; its output without the last line break. @throws CommandFailed */
export function docker(args: readonly string[], options: DockerOptions = {}): Promise<string> {
  return run("docker", args, options);
}

/** Runs kind; its output without the last line break. @throws CommandFailed */
export function kind(args: readonly string[], options: DockerOptions = {}): Promise<string> {
  return run("kind", args, options);
}

async function run(program: string, args: readonly string[], options: DockerOptions): Promise<string> {
  const { input = "", timeout = 0, signal, environment = {} } = options;
  try {
    const { stdout } = await execa(program, args, {
      input,
      timeout,
      env: environment,
      ...(signal === undefined ? {} : { cancelSignal: signal }),
    });
    return stdout;
  } catch (error) {
    signal?.throwIfAborted();
    if (!(error instanceof ExecaError)) throw error;
    const { exitCode, stderr, timedOut, shortMessage } = error;
    const result = { stderr: String(stderr ?? ""), timedOut, shortMessage };
    throw new CommandFailed(
      `${program} ${args.slice(0, 2).join(" ")}`,
      exitCode === undefined ? result : { ...result, exitCode },
    );
  }
}
