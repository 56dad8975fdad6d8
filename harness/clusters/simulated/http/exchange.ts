import type { IncomingMessage, ServerResponse } from "node:http";
import type { Clock } from "../../../base/clock.ts";
import type { Resource } from "../api/resources/resource.ts";
import type { ApiServer, Caller } from "../api/verbs.ts";
import type { OpenApi } from "./discovery/openapi.ts";
import type { ServedGroupVersion } from "./discovery/served.ts";
import type { LogSource } from "./logs.ts";
import type { ReplyStyle } from "./reply.ts";

/** What the handlers of one cluster share. */
export interface Front {
  readonly api: ApiServer;
  readonly clock: Clock;
  readonly logs: LogSource;
  readonly openApi: OpenApi;
  readonly groupVersions: readonly ServedGroupVersion[];
  /** Stored resources by `<apiVersion>/<plural>`. */
  readonly stored: ReadonlyMap<string, Resource>;
}

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
