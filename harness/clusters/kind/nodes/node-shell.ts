import { randomUUID } from "node:crypto";
import { execa } from "execa";

type Shell = ReturnType<typeof startShell>;

function startShell(node: string) {
  const shell = execa("docker", ["exec", "--interactive", node, "sh"], {
    stdin: "pipe",
    stderr: "ignore",
    reject: false,
    buffer: false,
  });
  // A shell that has ended is told by its output, which ends too.
  shell.stdin.on("error", () => undefined);
  return shell;
}

/**
 * A shell that stays open on a node, for what is asked of it every second: starting one each time would cost more than the
 * questions. Disposal ends it.
 */
export class NodeShell implements AsyncDisposable {
  readonly #node: string;
  #shell: Shell | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(node: string) {
    this.#node = node;
  }

  /** What a script prints, in the order of the calls. Rejects when it does not end within `timeout` ms. */
  run(script: string, timeout: number): Promise<string> {
    const answer = this.#last.then(() => this.#ask(script, timeout));
    this.#last = answer.catch(() => undefined);
    return answer;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const shell = this.#shell;
    this.#shell = undefined;
    shell?.kill("SIGKILL");
    await shell;
  }

  async #ask(script: string, timeout: number): Promise<string> {
    const shell = (this.#shell ??= startShell(this.#node));
    const end = `end ${randomUUID()}`;
    const late = AbortSignal.timeout(timeout);
    let output = "";
    try {
      return await new Promise((resolve, reject) => {
        const hear = (chunk: Buffer) => {
          output += chunk.toString("utf8");
          const at = output.indexOf(end);
          if (at >= 0) settle(() => resolve(output.slice(0, at)));
        };
        const give = () => settle(() => reject(new Error(`${this.#node} does not answer`)));
        const settle = (act: () => void) => {
          shell.stdout.off("data", hear);
          shell.stdout.off("end", give);
          late.removeEventListener("abort", give);
          act();
        };
        shell.stdout.on("data", hear);
        shell.stdout.on("end", give);
        late.addEventListener("abort", give);
        shell.stdin.write(`${script}\necho '${end}'\n`);
      });
    } catch (error) {
      // What it may still print belongs to nobody.
      shell.kill("SIGKILL");
      if (this.#shell === shell) this.#shell = undefined;
      throw error;
    }
  }
}
