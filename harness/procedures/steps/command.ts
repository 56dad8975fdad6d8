import { z } from "zod";
import type { FleetAction } from "./step-action.ts";

const input = z.string().min(1).meta({
  description: "a command for bash, with the environment that a script would get; makes the drill run on real time",
});

export const command: FleetAction<string> = {
  scope: "fleet",
  summary: "runs a shell command",
  input,
  clock: "real",
  needs: () => [],
  title: (line) => (line.length > 60 ? `${line.slice(0, 57).trimEnd()}…` : line).replaceAll(/\s+/g, " "),
  timeout: () => 10 * 60_000,
  run: (line, { shell }) => shell(line),
};
