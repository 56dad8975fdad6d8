/** Label of everything that a drill makes in Docker or on a team's cluster; its value is the run's id. */
export const runLabel = "rollback-drill.run";
