import { Redactor } from "../../base/redactor.ts";
import type { CommandFailed } from "./docker/docker.ts";

/** Lines of the end that say more than the first one, and characters of each. */
const lastLines = 5;
const longestLine = 200;

/** What kind said was wrong, and the end of what the program said that it had called; without secrets. */
export function explain({ stderr, message }: Pick<CommandFailed, "stderr" | "message">): string {
  const redactor = new Redactor([]);
  const lines = stderr
    .split("\n")
    .map((line) => redactor.line(line).trim())
    .filter((line) => line !== "" && !/^(?:Stack Trace:|Command Output:)$/.test(line));
  const at = lines.findIndex((line) => line.startsWith("ERROR:"));
  const cause = at < 0 ? message : lines[at]!.replace("ERROR: ", "");
  const end = lines.slice(at + 1).slice(-lastLines);
  if (at < 0 || end.length === 0) return cause;
  return `${cause}; it ended with: ${end.map((line) => line.slice(0, longestLine)).join(" | ")}`;
}
