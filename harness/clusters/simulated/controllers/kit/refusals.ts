import type { StatusError } from "../../api/status-error.ts";

/** Nothing can be created in a namespace that is going away; to try again would be in vain. */
export function isNamespaceTerminating({ details }: StatusError): boolean {
  return details?.causes?.some((cause) => cause.reason === "NamespaceTerminating") ?? false;
}
