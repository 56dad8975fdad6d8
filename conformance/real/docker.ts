import { execa } from "execa";

/** Runs docker; its output without the last line break. @throws Error with what docker said. */
export async function docker(args: readonly string[], input = ""): Promise<string> {
  const { stdout } = await execa("docker", args, { input, env: { DOCKER_BUILDKIT: "0" } });
  return stdout;
}
