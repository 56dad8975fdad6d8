import type { Server } from "../server.ts";
import { forbidden } from "../status-error.ts";
import type { Attributes } from "./attributes.ts";

/** Only one priority class may be that of pods which name none. @throws StatusError 403 */
export function validatePriorityClass({ store }: Server, { operation, object, name }: Attributes): void {
  if (operation === "DELETE" || object?.["globalDefault"] !== true) return;
  const standing = store
    .list("priorityclasses.scheduling.k8s.io", { namespace: undefined, selects: undefined })
    .filter(({ globalDefault }) => globalDefault === true)
    .sort((a, b) => a["value"] - b["value"])[0];
  if (standing === undefined || (operation === "UPDATE" && standing.metadata.name === name)) return;
  throw forbidden(
    { group: "scheduling.k8s.io", resource: "priorityclasses", name },
    `PriorityClass ${standing.metadata.name} is already marked as default. Only one default can exist`,
  );
}
