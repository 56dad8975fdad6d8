import type { ServerResponse } from "node:http";
import type { ContainerStatus, Pod } from "../../kinds/pod.ts";
import { chooseContainer } from "../../api/pod-container.ts";
import { badRequest, invalid, type FieldError } from "../../api/status-error.ts";
import type { Exchange } from "../exchange.ts";
import type { LogAddress, LogLine } from "../logs.ts";
import { booleanParameter, integerParameter, textParameter } from "../query.ts";
import { sendText } from "../reply.ts";

/** `GET pods/<name>/log`: what the kubelet kept of one container's output. */
export function getLog(exchange: Exchange, namespace: string, name: string): void {
  const { front, query, response } = exchange;
  checkOptions(query, name);
  const pod = front.api.get("pods", namespace, name) as Pod;
  const container = chooseContainer(pod, textParameter(query, "container"));
  const follow = booleanParameter(query, "follow");
  const filter = lineFilter(query, front.clock.wallTime());
  if ((pod.spec.nodeName ?? "") === "") return sendText(response, 200, "", "text/plain");
  const previous = booleanParameter(query, "previous");
  const address: LogAddress = { namespace, pod: name, container, previous: readsPrevious(pod, container, previous) };
  const written = (front.logs.read(address) ?? []).filter(filter.isWanted);
  const tail = written.slice(Math.max(0, written.length - filter.tailLines));
  const text = tail.map(filter.format).join("");
  if (!follow || previous) return sendText(response, 200, text.slice(0, filter.limitBytes), "text/plain");
  response.writeHead(200, { "Content-Type": "text/plain", "Transfer-Encoding": "chunked" });
  response.flushHeaders();
  followLog(exchange, address, new LimitedWriter(response, filter.limitBytes), { ...filter, text });
}

function followLog(
  { front, response }: Exchange,
  address: LogAddress,
  writer: LimitedWriter,
  { text, format }: { readonly text: string; readonly format: (line: LogLine) => string },
): void {
  const end = () => void response.end();
  // First what there is: following a container that has ended ends the answer at once.
  writer.write(text);
  const subscription = front.logs.follow(address, (line) => writer.write(format(line)), end);
  response.on("close", () => subscription.stop());
}

/** Ends the answer when the limit is reached. */
class LimitedWriter {
  readonly #response: ServerResponse;
  #left: number;

  constructor(response: ServerResponse, limit: number) {
    this.#response = response;
    this.#left = limit;
  }

  write(text: string): void {
    if (text === "" || this.#response.writableEnded) return;
    const part = text.slice(0, this.#left);
    this.#left -= part.length;
    this.#response.write(part);
    if (this.#left <= 0) this.#response.end();
  }
}

/**
 * Whether it is the container before the last restart that has the log.
 * @throws StatusError 400 in the kubelet's words when there is no log to show
 */
function readsPrevious(pod: Pod, container: string, previous: boolean): boolean {
  const { initContainerStatuses = [], containerStatuses = [], ephemeralContainerStatuses = [] } = pod.status ?? {};
  const guests = ephemeralContainerStatuses as typeof containerStatuses;
  const all = [...initContainerStatuses, ...containerStatuses, ...guests];
  const status = all.find(({ name }) => name === container);
  const what = `container ${JSON.stringify(container)} in pod ${JSON.stringify(pod.metadata.name)}`;
  if (status === undefined) throw badRequest(`${what} is not available`);
  const hasEnded = status.lastState?.terminated !== undefined;
  if (previous) {
    if (!hasEnded) throw badRequest(`previous terminated ${what} not found`);
    return true;
  }
  const { state } = status;
  if (state?.running !== undefined || state?.terminated !== undefined) return false;
  if (hasEnded) return true;
  throw badRequest(`${what} is waiting to start: ${waitingText(status)}`);
}

function waitingText({ state }: ContainerStatus): string {
  const reason = state?.waiting?.reason ?? "";
  if (reason === "ErrImagePull") return "image can't be pulled";
  if (reason === "ImagePullBackOff") return "trying and failing to pull image";
  return reason === "" ? "ContainerCreating" : reason;
}

/** @throws StatusError 400, 422 */
function checkOptions(query: URLSearchParams, name: string): void {
  const errors: FieldError[] = [];
  const wrong = (field: string, least: number, detail: string) => {
    const value = integerParameter(query, field);
    if (value !== undefined && value < least) errors.push({ type: "invalid", field, value, detail });
  };
  const time = textParameter(query, "sinceTime");
  if (time !== undefined && Number.isNaN(Date.parse(time))) {
    const layout = "2006-01-02T15:04:05Z07:00";
    throw badRequest(`parsing time "${time}" as "${layout}": cannot parse "${time}" as "2006"`);
  }
  wrong("tailLines", 0, "must be greater than or equal to 0");
  wrong("limitBytes", 1, "must be greater than 0");
  if (time !== undefined && query.has("sinceSeconds")) {
    const detail = "at most one of `sinceTime` or `sinceSeconds` may be specified";
    errors.push({ type: "forbidden", field: "[]", detail });
  } else wrong("sinceSeconds", 1, "must be greater than 0");
  if (query.has("stream") && query.get("stream") !== "All")
    errors.push({ type: "forbidden", field: "stream", detail: "may not be specified" });
  if (errors.length > 0) throw invalid({ group: "", resource: "PodLogOptions", name }, errors);
}

function lineFilter(query: URLSearchParams, now: Date) {
  const seconds = integerParameter(query, "sinceSeconds");
  const time = textParameter(query, "sinceTime");
  const since =
    seconds !== undefined ? now.getTime() - seconds * 1000 : time === undefined ? undefined : Date.parse(time);
  const timestamps = booleanParameter(query, "timestamps");
  return {
    tailLines: integerParameter(query, "tailLines") ?? Infinity,
    limitBytes: integerParameter(query, "limitBytes") ?? Infinity,
    isWanted: ({ at }: LogLine) => since === undefined || Date.parse(at) >= since,
    format: ({ at, text }: LogLine) => (timestamps ? `${at} ${text}\n` : `${text}\n`),
  };
}
