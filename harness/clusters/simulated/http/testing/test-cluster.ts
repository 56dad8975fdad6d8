import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RealClock } from "../../../../base/real-clock.ts";
import { Random } from "../../../../base/random.ts";
import { createApiServer } from "../../api/api-server.ts";
import type { ApiServer, Caller } from "../../api/verbs.ts";
import { writeKubeconfig } from "../../../kubeconfig.ts";
import { administratorContext } from "../kubeconfig.ts";
import type { LogSource } from "../logs.ts";
import { serveCluster, type ClusterEndpoint, type ServeOptions } from "../serve.ts";

/** A served API without controllers: nothing happens in it but what clients and the test do. */
export interface TestCluster extends AsyncDisposable {
  readonly api: ApiServer & { compact(): void };
  readonly endpoint: ClusterEndpoint;
  readonly clock: RealClock;
  /** Empty but for the kubeconfig; removed on disposal. */
  readonly folder: string;
  readonly kubeconfig: string;
  /** Mistakes of ours that a client saw as a 500. */
  readonly errors: unknown[];
}

/** Who tests write as when they bypass HTTP. */
export const tester: Caller = { user: { name: "tester", groups: ["system:masters"] }, userAgent: "test/1" };

const noLogs: LogSource = { read: () => undefined, follow: () => ({ stop: () => undefined }) };

export async function startTestCluster(
  options: Partial<ServeOptions> & { readonly speed?: number } = {},
): Promise<TestCluster> {
  const clock = new RealClock(options.speed);
  const api = createApiServer({ clock, random: new Random(1) });
  const errors: unknown[] = [];
  const onError = (error: unknown) => void errors.push(error);
  const endpoint = await serveCluster({ name: "eu", context: "eu", logs: noLogs, onError, ...options, api, clock });
  const folder = mkdtempSync(join(tmpdir(), "drill-http-"));
  const kubeconfig = writeKubeconfig(folder, [administratorContext(endpoint)]);
  return {
    api,
    endpoint,
    clock,
    folder,
    kubeconfig,
    errors,
    [Symbol.asyncDispose]: async () => {
      await endpoint[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
