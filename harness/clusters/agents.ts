/** User agents under which the harness asks real API servers; its own writes are told from the procedure's by them. */
export const observerAgent = "rollback-drill/observer";
export const operatorAgent = "rollback-drill/procedure";
