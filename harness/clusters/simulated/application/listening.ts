import type { Container } from "../kinds/pod.ts";
import type { Process } from "./process.ts";

/**
 * Whether a container's process listens on a port: on the one that its image says, or that the variable PORT names instead;
 * on those that its container names; on any where nobody says anything.
 */
export function listensOn(process: Process, container: Container, port: number): boolean {
  if (process.command !== undefined) return false;
  if (process.serves !== undefined) return port === (portVariable(container) ?? process.serves.port);
  const named = (container.ports ?? []).filter(({ protocol = "TCP" }) => protocol === "TCP");
  return named.length === 0 || named.some(({ containerPort }) => containerPort === port);
}

function portVariable(container: Container): number | undefined {
  const variables = (container["env"] ?? []) as readonly { readonly name: string; readonly value?: string }[];
  const value = variables.find(({ name }) => name === "PORT")?.value;
  return value === undefined || value === "" ? undefined : Number(value);
}
