import { StatusError } from "../api/status-error.ts";

/** A media range of an Accept header with its parameters. */
interface MediaRange {
  readonly type: string;
  readonly parameters: ReadonlyMap<string, string>;
}

export type Encoding = "json" | "yaml";

/** The form in which a client wants objects. */
export interface ReplyForm {
  readonly encoding: Encoding;
  /** `Table` or `PartialObjectMetadata` of meta.k8s.io instead of the object itself. */
  readonly as: "object" | "table" | "metadata";
  /** Version of meta.k8s.io that the table or metadata is to have. */
  readonly version: string;
}

const jsonTypes = new Set(["application/json", "application/*", "*/*"]);

/**
 * Picks the first form of the Accept header that this server can give. Replies are never protobuf: every client that
 * asks for it takes JSON too.
 * @param others media types that the address answers in besides, as refusals list them
 * @throws StatusError 406
 */
export function negotiate(accept: string | undefined, others?: string): ReplyForm {
  const ranges = mediaRanges(accept ?? "*/*");
  if (accept?.includes("q=") === true) ranges.sort((a, b) => quality(b) - quality(a));
  for (const { type, parameters } of ranges) {
    const as = parameters.get("as");
    if (type === "application/yaml" && as === undefined) return { encoding: "yaml", as: "object", version: "v1" };
    if (!jsonTypes.has(type)) continue;
    if (as === undefined) return { encoding: "json", as: "object", version: "v1" };
    const version = parameters.get("v") ?? "";
    if (parameters.get("g") !== "meta.k8s.io" || (version !== "v1" && version !== "v1beta1")) continue;
    if (as === "Table") return { encoding: "json", as: "table", version };
    if (as === "PartialObjectMetadata" || as === "PartialObjectMetadataList")
      return { encoding: "json", as: "metadata", version };
  }
  throw notAcceptable(accept, others);
}

/**
 * The same for answers of which there is neither a table nor metadata alone.
 * @throws StatusError 406
 */
export function negotiateWhole(accept: string | undefined): void {
  const whole = accept?.split(",").filter((range) => !/;\s*as=/.test(range));
  if (whole?.length === 0) throw notAcceptable(accept);
  negotiate(whole?.join(","));
}

/**
 * The same for a watch, which is a stream of events: of these there is no YAML.
 * @throws StatusError 406
 */
export function negotiateStream(accept: string | undefined): void {
  if (negotiate(accept).encoding === "yaml")
    throw new StatusError(406, "NotAcceptable", `only the following media types are accepted: ${streamTypes}`);
}

/** In which a watch streams its events. */
export const streamTypes = "application/json;stream=watch, application/vnd.kubernetes.protobuf;stream=watch";

function notAcceptable(accept: string | undefined, others?: string): StatusError {
  const types = "application/json, application/yaml, application/vnd.kubernetes.protobuf";
  if (accept?.includes("as=") === true)
    return new StatusError(406, "NotAcceptable", `only the following media types are accepted: ${types}`);
  const all = others === undefined ? types : `${types}, ${others}`;
  const message = `406: Not Acceptable\n\nAvailable representations: ${all}`;
  return new StatusError(406, "NotAcceptable", message, {});
}

/** Version of aggregated discovery that the client prefers; undefined when it wants the classic one. */
export function negotiateDiscovery(accept: string | undefined): "v2" | "v2beta1" | undefined {
  for (const { type, parameters } of mediaRanges(accept ?? "*/*")) {
    if (!jsonTypes.has(type)) continue;
    const as = parameters.get("as");
    if (as === undefined) return undefined;
    const version = parameters.get("v");
    if (as === "APIGroupDiscoveryList" && parameters.get("g") === "apidiscovery.k8s.io")
      if (version === "v2" || version === "v2beta1") return version;
  }
  return undefined;
}

/** The type itself of a Content-Type or Accept entry, in lower case. */
export function mediaType(header: string | undefined): string | undefined {
  return header?.split(";", 1)[0]!.trim().toLowerCase();
}

const quality = ({ parameters }: MediaRange) => Number(parameters.get("q") ?? 1);

function mediaRanges(accept: string): MediaRange[] {
  return accept.split(",").map((range) => {
    const [type = "", ...parameters] = range.split(";").map((part) => part.trim());
    const pairs = parameters.map((parameter): [string, string] => {
      const [key = "", value = ""] = parameter.split("=", 2);
      return [key.toLowerCase(), value];
    });
    return { type: type.toLowerCase(), parameters: new Map(pairs) };
  });
}
