/** ms that a user waits for an answer: on every driver the same, since the same SLO is judged. */
export const userDeadline = 1_000;

/** ms that the operator's Kubernetes client waits for an answer. */
export const operatorDeadline = 10_000;

/** ms that the harness itself waits for an answer of an API server. */
export const observerDeadline = 5_000;

/** Share by which the answer times of a process differ, either way. */
export const answerJitter = 0.1;

/** ms after which a probe of the registry counts as unanswered. */
export const registryProbeDeadline = 5_000;
