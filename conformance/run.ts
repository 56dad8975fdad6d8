import { randomBytes } from "node:crypto";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { execa } from "execa";
import { clientPath, type KubectlVersion } from "../fixtures/clients/kubectl.ts";
import type { Clock } from "../harness/base/clock.ts";
import type { Access } from "./access.ts";
import { deleteClusterScoped } from "./cluster-scoped.ts";
import { objectsOf } from "./namespaced.ts";
import { aliases, type Alias } from "./normalise/names.ts";
import { describeEvents, describeObjects } from "./normalise/objects.ts";
import { normaliseOutput } from "./normalise/output.ts";
import { Observer } from "./observer.ts";
import type { Recording, Transcript } from "./transcript.ts";
import type { WebhookServer } from "./webhook/server.ts";

/** A cluster on which transcripts are run: a real one to record, a simulated one to compare. */
export interface Stage {
  readonly access: Access;
  readonly nodes: readonly string[];
  /** Nodes that take pods, where there are others besides the control plane's. */
  readonly workers: readonly string[];
  /** The cluster's time. */
  readonly clock: Clock;
  /** What the cluster can call; scripts know it as `$WEBHOOK`, and its authority as `$WEBHOOK_CA`. */
  readonly webhook: Pick<WebhookServer, "url" | "caBundle">;
}

/** ms without news after which a cluster has taken in what the last command did, and how long that may take. */
const quiet = 2_000;
const settling = 10_000;

/** Manifests and small tools that many scripts use. */
const common = join(import.meta.dirname, "common");

/** Runs a transcript's commands in a namespace of its own, which is removed afterwards, and writes down what came of it. */
export async function perform(transcript: Transcript, version: KubectlVersion, stage: Stage): Promise<Recording> {
  const { access, nodes, workers, clock, webhook } = stage;
  const namespace = `${transcript.name.replace("/", "-")}-${randomBytes(3).toString("hex")}`;
  const scratch = mkdtempSync(join(tmpdir(), "drill-transcript-"));
  const folder = join(scratch, "work");
  // A cache that scripts shared would know the kinds of another one, or forget this one's too early.
  const cache = join(scratch, "cache");
  try {
    await createNamespace(access, namespace, clock);
    await using observer = await Observer.start(access, namespace, clock);
    for (const from of [common, transcript.folder]) cpSync(from, folder, { recursive: true });
    const kubeconfig = join(folder, "kubeconfig");
    writeFileSync(kubeconfig, access.kubeconfig(namespace));
    writeFileSync(join(folder, ".credentials"), JSON.stringify(access.credentials()));
    const results: CommandResult[] = [];
    for (const command of transcript.commands)
      results.push(await run(command, { folder, cache, kubeconfig, version, namespace, webhook, workers }));
    await observer.settled(quiet, settling);
    const list = aliases(observer, { namespace, nodes, workers, server: access.server, folder, webhook });
    const events = describeEvents(observer.seen.events, list);
    return {
      output: `${[...results.map((result) => describeResult(result, list)), `events\n\n${events}`.trimEnd()].join("\n\n")}\n`,
      objects: `${describeObjects(await objectsOf(access, namespace), list)}\n`,
    };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
    await deleteClusterScoped(access, namespace);
  }
}

function describeResult({ command, stdout, stderr, exitCode }: CommandResult, list: readonly Alias[]): string {
  return [
    ...command.split("\n").map((line, i) => `${i === 0 ? "$" : ">"} ${line}`),
    ...lines(normaliseOutput(stdout, command, list)).map((line) => `  ${line}`.trimEnd()),
    ...lines(normaliseOutput(stderr, command, list)).map((line) => `! ${line}`.trimEnd()),
    ...(exitCode === 0 ? [] : [`= ${exitCode}`]),
  ].join("\n");
}

const lines = (text: string) => (text.trimEnd() === "" ? [] : text.trimEnd().split("\n"));

interface CommandResult {
  readonly command: string;
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

interface Surroundings {
  readonly folder: string;
  /** What clients remember of the server's kinds. */
  readonly cache: string;
  readonly kubeconfig: string;
  readonly version: KubectlVersion;
  readonly namespace: string;
  readonly webhook: Stage["webhook"];
  readonly workers: readonly string[];
}

async function run(
  command: string,
  { folder, cache, kubeconfig, version, namespace, webhook, workers }: Surroundings,
): Promise<CommandResult> {
  const { stdout, stderr, exitCode, timedOut } = await execa("bash", ["-c", command], {
    cwd: folder,
    env: {
      PATH: [dirname(clientPath(version)), dirname(process.execPath), process.env["PATH"]].join(delimiter),
      HOME: folder,
      KUBECONFIG: kubeconfig,
      KUBECACHEDIR: cache,
      NAMESPACE: namespace,
      WEBHOOK: webhook.url,
      WEBHOOK_CA: webhook.caBundle,
      ...Object.fromEntries(workers.map((node, i) => [`NODE${i + 1}`, node])),
      LC_ALL: "C",
      TZ: "UTC",
    },
    extendEnv: false,
    stdin: "ignore",
    reject: false,
    timeout: 120_000,
    killSignal: "SIGKILL",
  });
  return { command, stdout, stderr, exitCode: timedOut ? 137 : (exitCode ?? 128) };
}

/** Pods can be created in a namespace only once it has its service account. */
async function createNamespace(access: Access, name: string, clock: Clock): Promise<void> {
  await access.send("POST", "/api/v1/namespaces", { apiVersion: "v1", kind: "Namespace", metadata: { name } });
  const accounts = `/api/v1/namespaces/${name}/serviceaccounts`;
  while ((await access.send("GET", accounts)).items.length === 0) await clock.sleep(20);
}
