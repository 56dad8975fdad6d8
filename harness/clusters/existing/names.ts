/** The one namespace that a run has, in every cluster. */
export function namespaceOf(runId: string): string {
  return `drill-${runId}`;
}

/** Service account under which the procedure acts, and its role binding. */
export const procedureAccount = "drill-procedure";

/** What the procedure may do in the drill's namespace. */
export const procedureRole = "admin";
