import { withoutVolatile } from "./rules.ts";
import { withAliases, type Alias } from "./names.ts";

/** What a command printed, without what differs from run to run. */
export function normaliseOutput(text: string, command: string, list: readonly Alias[]): string {
  const lines = withAliases(withoutVolatile(text), list)
    .split("\n")
    // Widths of columns follow from names, ages and addresses.
    .map((line) => line.replace(/(?<=\S) {2,}/g, "  ").trimEnd());
  const told = withoutProgress(inOrder(lines)).filter((line) => !hiccups.some((hiccup) => hiccup.test(line)));
  return (isWatch(command) ? withoutRepetitions(told) : sortGenerated(told)).join("\n");
}

/** Helm 4 tells of the kinds of a release's objects in any order: paragraphs that begin with `==>`. */
function inOrder(lines: readonly string[]): readonly string[] {
  const kinds = new Set(lines.filter((line) => line.startsWith("==> ")));
  if (kinds.size === 0) return lines;
  const first = lines.findIndex((line) => kinds.has(line));
  const end = lines.findIndex((line, i) => i > first && line === "" && !kinds.has(lines[i + 1] ?? ""));
  const paragraphs = lines.slice(first, end).join("\n").split("\n\n").sort();
  return [...lines.slice(0, first), ...paragraphs.join("\n\n").split("\n"), ...lines.slice(end)];
}

/** What a busy machine makes a healthy cluster or client say now and then. */
export const hiccups: readonly RegExp[] = [
  /failed to sync (configmap|secret) cache: timed out waiting for the condition/,
  /(Readiness|Liveness) probe failed: .*Client\.Timeout exceeded while awaiting headers/,
  // A pod and its claim come at once; whether the scheduler looks before the claim is bound is chance.
  /pod has unbound immediate PersistentVolumeClaims/,
  // The client's log of a watch that ended as its own deadline did.
  /^[EWI] <time> reflector\.go/,
];

/** Watches print an update even when it changes nothing that the table shows. */
function withoutRepetitions(lines: readonly string[]): readonly string[] {
  return lines.filter((line, i) => line !== lines[i - 1]);
}

const isWatch = (command: string) => /\s(-w|--watch)\b/.test(command);

/** How far a rollout was when somebody looked is chance; where it stood when the command gave up is not. */
function withoutProgress(lines: readonly string[]): readonly string[] {
  return lines.filter((line, i) => !/^[Ww]aiting for /.test(line) || lines[i + 1] === undefined || lines[i + 1] === "");
}

/** Lists are in the order of names, and of these a part is chance: neighbours that have such a part are put in order. */
function sortGenerated(lines: readonly string[]): readonly string[] {
  const result: string[] = [];
  const run: string[] = [];
  const flush = () => result.push(...run.sort().splice(0));
  for (const line of lines)
    if (/<id>|<hash\d+>|<revision\d+>/.test(line)) run.push(line);
    else {
      flush();
      result.push(line);
    }
  flush();
  return result;
}
