import type { KubernetesObject } from "../../../kubernetes.ts";
import { nameOf } from "../../api/server.ts";
import type { Resource } from "../../api/resources/resource.ts";
import { badRequest, StatusError } from "../../api/status-error.ts";
import type { Exchange } from "../exchange.ts";
import { inGoOrder } from "../go-order.ts";
import { negotiate, type ReplyForm } from "../negotiation.ts";
import { customPrinterOf } from "../tables/custom-printer.ts";
import { printerOf } from "../tables/printers.ts";
import { partialMetadata, tableOf, type TableOptions } from "../tables/table.ts";

const packageOf = ({ group }: Resource) => (group === "" ? "core" : group.split(".", 1)[0]!);

/** Turns objects into the form that a client asked for. */
export class Representation {
  readonly form: ReplyForm;
  readonly #exchange: Exchange;
  readonly #resource: Resource;

  /**
   * @param others media types that the address answers in besides, as refusals list them
   * @throws StatusError 406
   */
  constructor(exchange: Exchange, resource: Resource, others?: string) {
    this.form = negotiate(exchange.request.headers.accept, others);
    this.#exchange = exchange;
    this.#resource = resource;
  }

  object(object: KubernetesObject): unknown {
    if (/as=PartialObjectMetadataList[^,]*$/.test(this.#exchange.request.headers.accept ?? ""))
      throw this.#mistaken("PartialObjectMetadataList", `is not a list (*${this.#goType})`);
    if (this.form.as === "metadata") return partialMetadata(object, this.form.version);
    if (this.form.as === "object") return this.#whole(object);
    const { resourceVersion } = object.metadata;
    return { ...tableOf([object], this.#tableOptions()), metadata: { resourceVersion } };
  }

  /** @throws StatusError 406 */
  list(items: readonly KubernetesObject[], metadata: object): unknown {
    if (/as=PartialObjectMetadata(?!List)[^,]*$/.test(this.#exchange.request.headers.accept ?? ""))
      throw this.#mistaken("PartialObjectMetadata", `is a list (*${this.#goType}List)`);
    if (this.form.as === "table") return { ...tableOf(items, this.#tableOptions()), metadata };
    if (this.form.as === "metadata") {
      const partial = items.map((item) => partialMetadata(item, this.form.version));
      return {
        kind: "PartialObjectMetadataList",
        apiVersion: `meta.k8s.io/${this.form.version}`,
        metadata,
        items: partial,
      };
    }
    const { kind, custom } = this.#resource;
    const apiVersion = this.#apiVersion();
    // The items of a list carry no type of their own, as on the real server; those of custom kinds do.
    const whole = items.map((item) => this.#whole(item));
    if (custom !== undefined) return { apiVersion, items: whole, kind: custom.listKind, metadata };
    const bare = whole.map(({ kind: _, apiVersion: __, ...item }) => item);
    return { kind: `${kind}List`, apiVersion, metadata, items: bare };
  }

  /** The object of a BOOKMARK: a kind and a version, and nothing else. */
  bookmark(metadata: object): unknown {
    if (this.form.as === "table") return { ...tableOf([], this.#tableOptions()), columnDefinitions: null, metadata };
    if (this.form.as === "metadata")
      return { kind: "PartialObjectMetadata", apiVersion: `meta.k8s.io/${this.form.version}`, metadata };
    return { kind: this.#resource.kind, apiVersion: this.#apiVersion(), metadata };
  }

  /** YAML has its names sorted anyway. */
  #whole(object: KubernetesObject): KubernetesObject {
    return this.form.encoding === "yaml" ? object : inGoOrder(object, this.#resource);
  }

  get #goType(): string {
    return `${packageOf(this.#resource)}.${this.#resource.kind}`;
  }

  #mistaken(form: string, found: string): StatusError {
    return new StatusError(406, "NotAcceptable", `you requested ${form}, but the requested object ${found}`);
  }

  #apiVersion(): string {
    const { group, version } = this.#resource;
    return group === "" ? version : `${group}/${version}`;
  }

  #tableOptions(): TableOptions {
    const include = this.#exchange.query.get("includeObject");
    if (include !== null && !["Metadata", "Object", "None", ""].includes(include))
      throw badRequest(
        `Unable to convert to Table as requested: includeObject: Invalid value: ${JSON.stringify(include)}: must be 'Metadata', 'Object', 'None', or empty`,
      );
    return {
      printer: customPrinterOf(this.#resource) ?? printerOf(nameOf(this.#resource)),
      resource: nameOf(this.#resource),
      version: this.form.version,
      include: include === "Object" || include === "None" ? include : "Metadata",
      now: this.#exchange.front.clock.wallTime(),
    };
  }
}
