import type { ServerResponse } from "node:http";
import type { Timer } from "../../../../base/clock.ts";
import type { Resource } from "../../api/resources/resource.ts";
import { nameOf, verbName } from "../../api/server.ts";
import { StatusError } from "../../api/status-error.ts";
import type { WatchEvent, WatchRequest } from "../../api/verbs.ts";
import type { Exchange } from "../exchange.ts";
import { checkReached, watchState } from "../list-options.ts";
import { negotiateStream, streamTypes } from "../negotiation.ts";
import { goJson } from "../reply.ts";
import { booleanParameter, integerParameter } from "../query.ts";
import { currentRevision } from "./collection.ts";
import { Representation } from "./representation.ts";

/** Wall ms between two bookmarks. */
const bookmarkPeriod = 60_000;
/** Wall ms by which the last bookmark comes before the end that the client named. */
const beforeEnd = 2_000;
/** Wall ms that a watch lasts when the client names no end. */
const longestWatch = 45 * 60_000;
/** A client that lets so many bytes pile up is cut off, as the real server does. */
const largestBacklog = 16 << 20;

/**
 * Streams events until the client's timeout, its going away, the server's end, or that of the resource.
 * @throws StatusError while nothing has been sent: 400, 406, 422, or 500 for a version that is no number
 */
export function watchCollection(exchange: Exchange, resource: Resource, scope: WatchRequest): void {
  const { request, response, query, front } = exchange;
  const representation = new Representation(exchange, resource, streamTypes);
  const { resourceVersion, showsInitial } = watchState(query);
  const timeout = (integerParameter(query, "timeoutSeconds") ?? 0) * 1000;
  const hasBookmarks = booleanParameter(query, "allowWatchBookmarks");
  negotiateStream(request.headers.accept);
  const stream = new WatchStream(response, representation);
  const begin = () => {
    response.writeHead(200, {
      "Content-Type": "application/json",
      "Cache-Control": "no-cache, private",
      "Transfer-Encoding": "chunked",
    });
    // Clients wait for the headers before they begin to count their own timeout.
    response.flushHeaders();
  };
  const revision = () => String(currentRevision(front.api, resource));
  let watch: { stop(): void };
  try {
    if (showsInitial && resourceVersion !== undefined) checkReached(resourceVersion, Number(revision()));
    const since = showsInitial ? "0" : (resourceVersion ?? revision());
    const early: WatchEvent[] = [];
    let hear = (event: WatchEvent): void => {
      early.push(event);
    };
    watch = front.api.watch(verbName(resource), { ...scope, resourceVersion: since }, (event) => hear(event));
    begin();
    hear = (event) => stream.event(event);
    early.forEach(hear);
    if (showsInitial && hasBookmarks) stream.bookmark(revision(), { "k8s.io/initial-events-end": "true" });
  } catch (error) {
    // The real server finds out about versions when it has begun to answer.
    if (!(error instanceof StatusError) || (error.code !== 410 && error.code !== 504)) throw error;
    begin();
    stream.error(error);
    return;
  }
  const wall = front.clock.speed;
  const length = timeout > 0 ? timeout : longestWatch;
  const timers: Timer[] = [front.clock.schedule(length * wall, () => response.end())];
  const remind = (delay: number) => {
    timers[1] = front.clock.schedule(delay * wall, () => {
      stream.bookmark(revision());
      remind(bookmarkPeriod);
    });
  };
  if (hasBookmarks && length > beforeEnd) remind(Math.min(bookmarkPeriod, length - beforeEnd));
  const kinds =
    resource.custom &&
    front.api.kinds.onChange(({ gone, come }) => {
      const isThis = (other: Resource) => nameOf(other) === nameOf(resource) && other.version === resource.version;
      if (gone.some(isThis) && !come.some(isThis)) response.end();
    });
  response.on("close", () => {
    watch.stop();
    kinds?.stop();
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
    this.#response.write(`${goJson(event)}\n`);
    if (this.#response.writableLength > largestBacklog) this.#response.destroy();
  }
}
