import { closeSync, constants, mkdirSync, openSync, readFileSync, readSync, rmSync } from "node:fs";
import { delimiter, join } from "node:path";
import { UserError } from "../../base/errors.ts";
import { secretValues } from "../../clusters/secret-values.ts";
import { controlVariable } from "../control/protocol.ts";
import { ControlServer } from "../control/server.ts";
import { writeLauncher } from "../control/launcher.ts";
import { procedureEnvironment } from "../environment.ts";
import type { ProcedureContext } from "../procedure.ts";
import { Redactor, secretsOfEnvironment, secretsOfKubeconfig } from "../../base/redactor.ts";

export interface SessionOptions {
  readonly context: ProcedureContext;
  /** The procedure's own variables; they win over everything else. */
  readonly env: Readonly<Record<string, string>>;
  /** The user's. */
  readonly inherited: Readonly<Record<string, string | undefined>>;
  /** `drill step` was called. */
  onStep(title: string): void;
}

/** What outside programs of a procedure get: environment, socket, and secrets that must not show up in their output. */
export interface Session extends AsyncDisposable {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly secrets: readonly string[];
  /** Scratch files go here. */
  readonly folder: string;
  /** Puts down the decision that was left in the decision file, if any. */
  readDecision(): void;
}

/** Bytes of the decision file that are read. */
const longestDecision = 200;

export async function openSession({ context, env, inherited, onStep }: SessionOptions): Promise<Session> {
  const { world, spec, control, ledger, emit } = context;
  if (context.folder === undefined) throw new Error("a procedure with outside programs needs a folder");
  const folder = join(context.folder, "procedure");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const decisionFile = join(folder, "decision");
  rmSync(decisionFile, { force: true });
  const worldly = await procedureEnvironment(world, spec);
  const kubeconfig = readFileSync(worldly["KUBECONFIG"]!, "utf8");
  const secrets = [
    ...secretsOfEnvironment({ ...inherited, ...env }),
    ...secretsOfKubeconfig(kubeconfig),
    ...secretValues(spec),
  ];
  const redact = (text: string) => new Redactor(secrets).line(text);
  const decide = (decision: string) => emit({ type: "procedureDecided", decision: redact(decision) });
  const names = new Set(spec.clusters.map(({ name }) => name));
  const server = await ControlServer.listen({
    folder,
    ledger,
    async handle(request) {
      switch (request.command) {
        case "step":
          return onStep(redact(request.title));
        case "decide":
          return decide(request.decision);
        case "stop-rollout":
          return control.stopRollout();
        case "route": {
          const stranger = Object.keys(request.weights).find((name) => !names.has(name));
          if (stranger !== undefined)
            throw new UserError(`no cluster is called ${stranger}; there are ${[...names].join(", ")}`);
          return control.setWeights({ ...world.router.weights(), ...request.weights });
        }
      }
    },
  });
  const all = {
    ...inherited,
    // kubectl keeps what it discovered by address, and the next drill may have other clusters at the same one.
    KUBECACHEDIR: join(folder, "kube-cache"),
    ...worldly,
    [controlVariable]: server.path,
    DRILL_DECISION_FILE: decisionFile,
    PATH: [writeLauncher(folder), inherited["PATH"] ?? "/usr/bin:/bin"].join(delimiter),
    ...env,
  };
  return {
    env: all,
    secrets,
    folder,
    readDecision: () => {
      const decision = firstLine(decisionFile);
      if (decision !== undefined) decide(decision);
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

function firstLine(path: string): string | undefined {
  try {
    const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const bytes = Buffer.alloc(longestDecision);
      const length = readSync(file, bytes, 0, longestDecision, 0);
      const [line = ""] = bytes.toString("utf8", 0, length).trimStart().split("\n");
      return line.trim() === "" ? undefined : line.trim();
    } finally {
      closeSync(file);
    }
  } catch {
    return undefined;
  }
}
