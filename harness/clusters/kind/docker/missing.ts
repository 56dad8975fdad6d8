import { execa } from "execa";

/** Why no kind cluster can be had here; undefined when one can. */
export async function missingForKind(): Promise<string | undefined> {
  for (const [tool, ...args] of [
    ["docker", "info"],
    ["kind", "version"],
  ] as const) {
    const { exitCode, code } = await execa(tool, args, { reject: false });
    if (exitCode !== 0) return code === "ENOENT" ? `there is no ${tool} on PATH` : `${tool} ${args.join(" ")} fails`;
  }
  return undefined;
}
