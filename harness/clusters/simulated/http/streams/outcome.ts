import type { SessionEnd } from "../../kubelet/container-life.ts";

/** Versions of the protocol for commands, by the name under which clients ask for them. */
export type Protocol = "v5" | "v4" | "v1";

/**
 * What the error channel says at the end; undefined is nothing. Requests of version 5 pass through one more server, which
 * words things its own way.
 */
export function outcomeText(end: SessionEnd, protocol: Protocol, command: readonly string[]): string | undefined {
  if (end.kind === "failed") {
    const isOfKubelet = end.message.startsWith("unable to upgrade");
    const message = protocol === "v5" && !isOfKubelet ? `Internal error occurred: ${end.message}` : end.message;
    if (protocol === "v1") return `Internal error occurred: ${message}`;
    return JSON.stringify({
      metadata: {},
      status: "Failure",
      message: `Internal error occurred: ${message}`,
      reason: "InternalError",
      details: { causes: [{ message }] },
      code: 500,
    });
  }
  if (end.code === 0) return protocol === "v1" ? undefined : JSON.stringify({ metadata: {}, status: "Success" });
  const inner =
    protocol === "v5"
      ? `command terminated with exit code ${end.code}`
      : `error executing command [${command.join(" ")}], exit code ${end.code}`;
  const message = `command terminated with non-zero exit code: ${inner}`;
  if (protocol === "v1") return message;
  const causes = [{ reason: "ExitCode", message: String(end.code) }];
  return JSON.stringify({ metadata: {}, status: "Failure", message, reason: "NonZeroExitCode", details: { causes } });
}
