import type { IncomingMessage, ServerResponse } from "node:http";
import type { Caller } from "../api/verbs.ts";
import type { Front } from "./front.ts";
import type { ReplyStyle } from "./reply.ts";

export type { Front } from "./front.ts";

/** One request and its answer. */
export interface Exchange {
  readonly front: Front;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly method: string;
  readonly query: URLSearchParams;
  readonly caller: Caller;
  /** For discovery, errors and other answers without a form of their own. */
  readonly style: ReplyStyle;
}
