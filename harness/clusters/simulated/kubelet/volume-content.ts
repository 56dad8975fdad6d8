import type { KubernetesObject } from "../../kubernetes.ts";

interface Item {
  readonly key?: string;
  readonly path: string;
  readonly fieldRef?: { readonly fieldPath: string };
}

interface Source {
  readonly name?: string;
  readonly secretName?: string;
  readonly items?: readonly Item[];
  readonly defaultMode?: number;
}

type Projection = {
  readonly configMap?: Source;
  readonly secret?: Source;
  readonly downwardAPI?: Source;
  readonly serviceAccountToken?: { readonly path: string };
};

interface Volume extends Projection {
  readonly projected?: { readonly sources?: readonly Projection[]; readonly defaultMode?: number };
}

export interface VolumeLookup {
  readonly find: (resource: "configmaps" | "secrets", name: string) => KubernetesObject | undefined;
}

/** The files of a volume that is made from objects of the API. */
export class VolumeContent {
  readonly #volume: Volume;
  readonly #lookup: VolumeLookup;
  readonly #field: (path: string) => string | undefined;

  constructor(volume: object, lookup: VolumeLookup, field: (path: string) => string | undefined) {
    this.#volume = volume;
    this.#lookup = lookup;
    this.#field = field;
  }

  /** False for a volume that processes fill themselves. */
  get isGenerated(): boolean {
    const { configMap, secret, downwardAPI, projected } = this.#volume;
    return (configMap ?? secret ?? downwardAPI ?? projected) !== undefined;
  }

  get mode(): number {
    const { configMap, secret, downwardAPI, projected } = this.#volume;
    return (configMap ?? secret ?? downwardAPI ?? projected)?.defaultMode ?? 0o644;
  }

  /** Changes with the content. */
  get version(): string {
    const { configMap, secret } = this.#volume;
    const object = configMap
      ? this.#lookup.find("configmaps", configMap.name ?? "")
      : secret && this.#lookup.find("secrets", secret.secretName ?? "");
    return (object?.metadata.resourceVersion ?? "0").padStart(9, "0");
  }

  /** By path. */
  files(): ReadonlyMap<string, Buffer> {
    const files = new Map<string, Buffer>();
    for (const projection of this.#volume.projected?.sources ?? [this.#volume])
      for (const [path, content] of this.#projected(projection)) files.set(path, content);
    return new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  #projected({
    configMap,
    secret,
    downwardAPI,
    serviceAccountToken,
  }: Projection): readonly (readonly [string, Buffer])[] {
    if (serviceAccountToken !== undefined) return [[serviceAccountToken.path, Buffer.from("")]];
    if (downwardAPI !== undefined)
      return (downwardAPI.items ?? []).map(({ path, fieldRef }) => [
        path,
        Buffer.from(this.#field(fieldRef?.fieldPath ?? "") ?? ""),
      ]);
    const source = configMap ?? secret;
    if (source === undefined) return [];
    const object = configMap
      ? this.#lookup.find("configmaps", source.name ?? "")
      : this.#lookup.find("secrets", source.secretName ?? source.name ?? "");
    if (object === undefined) return [];
    const values = bytesOf(object);
    const items = source.items ?? [...values.keys()].map((key): Item => ({ key, path: key }));
    return items.flatMap(({ key = "", path }) => (values.has(key) ? [[path, values.get(key)!] as const] : []));
  }
}

function bytesOf(object: KubernetesObject): ReadonlyMap<string, Buffer> {
  const isSecret = object.kind === "Secret";
  const decode = (text: unknown) => Buffer.from(String(text), isSecret ? "base64" : "utf8");
  const binary = Object.entries((object["binaryData"] ?? {}) as Record<string, string>);
  return new Map([
    ...Object.entries((object["data"] ?? {}) as Record<string, string>).map(
      ([key, text]) => [key, decode(text)] as const,
    ),
    ...binary.map(([key, text]) => [key, Buffer.from(text, "base64")] as const),
  ]);
}
