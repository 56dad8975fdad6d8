import type { ImageReference } from "../../image-reference.ts";
import type { Behaviour } from "../../world.ts";

/**
 * What upstream's image for tests serves under the subcommand by which their pods tell which of them answered; undefined
 * for other images and other subcommands, which serve as any image does.
 */
export function hostnameServed(
  { repository }: ImageReference,
  argv: readonly string[],
  hostname: string,
): Behaviour["serves"] {
  const at = argv.indexOf("serve-hostname");
  if (at < 0 || !repository.endsWith("/agnhost")) return undefined;
  const flags = argv.slice(at + 1).join(" ");
  const [, port = "9376"] = /--port[= ](\d+)/.exec(flags) ?? [];
  return { body: hostname, port: Number(port) };
}
