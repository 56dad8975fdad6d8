import type { KubernetesObject } from "../../../kubernetes.ts";
import { nameOf } from "../../api/server.ts";
import type { Resource } from "../../api/resources/resource.ts";
import { badRequest, StatusError } from "../../api/status-error.ts";
import type { Exchange } from "../exchange.ts";
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
    if (this.form.as === "metadata") return partialMetadata(object, this.form.version);
    if (this.form.as === "object") return object;
    const { resourceVersion } = object.metadata;
    return { ...tableOf([object], this.#tableOptions()), metadata: { resourceVersion } };
  }

  /** @throws StatusError 406 */
  list(items: readonly KubernetesObject[], metadata: object): unknown {
    if (/as=PartialObjectMetadata(?!List)[^,]*$/.test(this.#exchange.request.headers.accept ?? "")) {
      const found = `*${packageOf(this.#resource)}.${this.#resource.kind}List`;
      const message = `you requested PartialObjectMetadata, but the requested object is a list (${found})`;
      throw new StatusError(406, "NotAcceptable", message);
    }
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
    // The items of a list carry no type of their own, as on the real server; those of custom kinds do.
    const bare = custom === undefined ? items.map(({ kind: _, apiVersion: __, ...item }) => item) : items;
    return { kind: custom?.listKind ?? `${kind}List`, apiVersion: this.#apiVersion(), metadata, items: bare };
  }

  /** The object of a BOOKMARK: a kind and a version, and nothing else. */
  bookmark(metadata: object): unknown {
    if (this.form.as === "table") return { ...tableOf([], this.#tableOptions()), columnDefinitions: null, metadata };
    if (this.form.as === "metadata")
      return { kind: "PartialObjectMetadata", apiVersion: `meta.k8s.io/${this.form.version}`, metadata };
    return { kind: this.#resource.kind, apiVersion: this.#apiVersion(), metadata };
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
