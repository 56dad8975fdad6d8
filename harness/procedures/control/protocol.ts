import { z } from "zod";

/** What a script can say to the drill that it runs in. One request and one reply a connection, each a line of JSON. */
export const controlRequest = z.discriminatedUnion("command", [
  z.strictObject({ command: z.literal("step"), title: z.string().min(1).max(200) }),
  z.strictObject({ command: z.literal("decide"), decision: z.string().min(1).max(200) }),
  z.strictObject({ command: z.literal("route"), weights: z.record(z.string(), z.number().min(0).max(100)) }),
  z.strictObject({ command: z.literal("stop-rollout") }),
]);
export type ControlRequest = z.output<typeof controlRequest>;

export type ControlReply =
  | { readonly ok: true }
  | {
      readonly ok: false;
      /** What was wrong with it, for the person who wrote the script. */
      readonly message: string;
    };

/** Variable that holds the path of the socket. */
export const controlVariable = "DRILL_CONTROL";
/** Characters of a line; a longer one is no request. */
export const longestRequest = 64 * 1024;
