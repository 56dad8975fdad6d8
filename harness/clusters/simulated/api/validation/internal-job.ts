import type { Mutable } from "../decode.ts";

/** A success policy as the server's internal type, whose fields have no names for JSON, prints itself. */
export function internalPolicy({ rules = [] }: Mutable): Mutable {
  return {
    Rules: (rules as readonly Mutable[]).map(({ succeededIndexes = null, succeededCount = null }) => ({
      SucceededIndexes: succeededIndexes as unknown,
      SucceededCount: succeededCount as unknown,
    })),
  };
}

/** A policy for failures, likewise. */
export function internalFailurePolicy({ rules = [] }: Mutable): Mutable {
  return {
    Rules: (rules as readonly Mutable[]).map(({ action = "", onExitCodes, onPodConditions }) => ({
      Action: action as unknown,
      OnExitCodes:
        onExitCodes === undefined
          ? null
          : {
              ContainerName: (onExitCodes.containerName ?? null) as unknown,
              Operator: onExitCodes.operator as unknown,
              Values: (onExitCodes.values ?? null) as unknown,
            },
      OnPodConditions:
        ((onPodConditions ?? null) as readonly Mutable[] | null)?.map(({ type, status }) => ({
          Type: type as unknown,
          Status: status as unknown,
        })) ?? null,
    })),
  };
}
