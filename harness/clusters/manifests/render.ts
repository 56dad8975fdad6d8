import { UserError } from "../../base/errors.ts";

/** ms of wall time; a chart with dependencies on a slow disk takes a few seconds. */
const renderTimeout = 60_000;

export interface ChartOptions {
  /** Release name, which charts make object names from. */
  readonly release: string;
  readonly namespace: string;
  /** Absolute paths of values files, the last one on top. */
  readonly values: readonly string[];
}

/** What the user's own `kubectl kustomize` makes of a folder. @throws UserError with what kubectl said. */
export function renderKustomize(folder: string): Promise<string> {
  return render("kubectl", ["kustomize", folder]);
}

/** What the user's own `helm template` makes of a chart. @throws UserError with what helm said. */
export function renderChart(chart: string, { release, namespace, values }: ChartOptions): Promise<string> {
  const files = values.flatMap((file) => ["--values", file]);
  return render("helm", ["template", release, chart, "--namespace", namespace, "--include-crds", ...files]);
}

async function render(tool: string, args: readonly string[]): Promise<string> {
  // Few scenarios have charts, and the package is a hundred modules.
  const { execa } = await import("execa");
  const result = await execa(tool, args, { reject: false, timeout: renderTimeout, stdin: "ignore" });
  if (result.exitCode === 0) return result.stdout;
  const command = `${tool} ${args.join(" ")}`;
  if (result.code === "ENOENT")
    throw new UserError(`${tool} is not on PATH; the manifests need \`${command}\``, {
      hint: `Install ${tool}; drill doctor looks for it.`,
    });
  const reason = result.timedOut
    ? `no answer within ${renderTimeout / 1_000}s`
    : result.stderr.trim() || result.shortMessage;
  throw new UserError(`\`${command}\` failed: ${reason}`, { hint: "Run it by hand until it works." });
}
