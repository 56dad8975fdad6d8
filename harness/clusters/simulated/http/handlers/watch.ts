import type { ServerResponse } from "node:http";
import type { Timer } from "../../../../base/clock.ts";
import type { Resource } from "../../api/resources/resource.ts";
import { verbName } from "../../api/server.ts";
import { StatusError } from "../../api/status-error.ts";
import type { WatchEvent, WatchRequest } from "../../api/verbs.ts";
import type { Exchange } from "../exchange.ts";
import { checkWatchOptions } from "../list-options.ts";
import { booleanParameter, integerParameter, textParameter } from "../query.ts";
import { currentRevision } from "./collection.ts";
import { Representation } from "./representation.ts";

/** Wall ms between two bookmarks. */
const bookmarkPeriod = 60_000;
/** Wall ms that a watch lasts when the client names no end. */
const longestWatch = 45 * 60_000;
/** A client that lets so many bytes pile up is cut off, as the real server does. */
const largestBacklog = 16 << 20;

/** Streams events until the client's timeout, its going away, or the server's end. */
export function watchCollection(exchange: Exchange, resource: Resource, scope: WatchRequest): void {
  const { response, query, front } = exchange;
  const representation = new Representation(exchange, resource);
  const resourceVersion = textParameter(query, "resourceVersion");
  const wantsInitialEvents = booleanParameter(query, "sendInitialEvents");
  checkWatchOptions(query);
  const timeout = (integerParameter(query, "timeoutSeconds") ?? 0) * 1000 || longestWatch;
  const stream = new WatchStream(response, representation);
  response.writeHead(200, {
    "Content-Type": "application/json",
    "Cache-Control": "no-cache, private",
    "Transfer-Encoding": "chunked",
  });
  // Clients wait for the headers before they begin to count their own timeout.
  response.flushHeaders();
  let watch: { stop(): void };
  try {
    if (wantsInitialEvents) {
      watch = front.api.watch(verbName(resource), { ...scope, resourceVersion: "0" }, (event) => stream.event(event));
      stream.bookmark(String(currentRevision(front.api, resource)), { "k8s.io/initial-events-end": "true" });
    } else {
      watch = front.api.watch(verbName(resource), { ...scope, resourceVersion }, (event) => stream.event(event));
    }
  } catch (error) {
    if (!(error instanceof StatusError)) throw error;
    stream.error(error);
    return;
  }
  const wall = front.clock.speed;
  const timers: Timer[] = [front.clock.schedule(timeout * wall, () => response.end())];
  if (booleanParameter(query, "allowWatchBookmarks")) {
    const next = () => {
      stream.bookmark(String(currentRevision(front.api, resource)));
      timers[1] = front.clock.schedule(bookmarkPeriod * wall, next);
    };
    timers[1] = front.clock.schedule(bookmarkPeriod * wall, next);
  }
  response.on("close", () => {
    watch.stop();
    for (const timer of timers) timer.cancel();
  });
}

class WatchStream {
  readonly #response: ServerResponse;
  readonly #representation: Representation;
  #hasSentColumns = false;

  constructor(response: ServerResponse, representation: Representation) {
    this.#response = response;
    this.#representation = representation;
  }

  event({ type, object }: WatchEvent): void {
    const represented = this.#representation.object(object);
    if (this.#representation.form.as !== "table") return this.#write({ type, object: represented });
    const table = this.#hasSentColumns ? { ...(represented as object), columnDefinitions: null } : represented;
    this.#hasSentColumns = true;
    this.#write({ type, object: table });
  }

  bookmark(resourceVersion: string, annotations?: Readonly<Record<string, string>>): void {
    const metadata = { resourceVersion, ...(annotations === undefined ? {} : { annotations }) };
    this.#write({ type: "BOOKMARK", object: this.#representation.bookmark(metadata) });
  }

  /** Errors of a watch come as an event: the answer has begun by then. */
  error(error: StatusError): void {
    this.#write({ type: "ERROR", object: error.toStatus() });
    this.#response.end();
  }

  #write(event: { readonly type: string; readonly object: unknown }): void {
    if (this.#response.writableEnded || this.#response.destroyed) return;
    this.#response.write(`${JSON.stringify(event)}\n`);
    if (this.#response.writableLength > largestBacklog) this.#response.destroy();
  }
}
