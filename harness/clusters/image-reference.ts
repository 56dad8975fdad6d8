/** An image reference, taken apart and with Docker's defaults filled in. */
export interface ImageReference {
  /** `docker.io` when the reference names none. */
  readonly host: string;
  readonly repository: string;
  /** `latest` when the reference names neither tag nor digest. */
  readonly tag: string | undefined;
  /** `sha256:…`; wins over the tag. */
  readonly digest: string | undefined;
}

/** Undefined when the text is no reference. The grammar is that of the OCI distribution specification. */
export function parseReference(text: string): ImageReference | undefined {
  const match = /^(?<name>[^@]+?)(?::(?<tag>[\w][\w.-]{0,127}))?(?:@(?<digest>sha256:[0-9a-f]{64}))?$/.exec(text);
  if (match?.groups === undefined) return undefined;
  const { name = "", tag, digest } = match.groups;
  const slash = name.indexOf("/");
  const first = slash < 0 ? "" : name.slice(0, slash);
  const named = /[.:]|^localhost$/.test(first);
  const host = named ? first : "docker.io";
  const path = named ? name.slice(slash + 1) : name;
  if (!/^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*$/.test(path))
    return undefined;
  const repository = host === "docker.io" && !path.includes("/") ? `library/${path}` : path;
  return { host, repository, tag: tag ?? (digest === undefined ? "latest" : undefined), digest };
}

/** Repository and tag of a reference that names a tag and no digest. @throws Error for any other */
export function taggedReference(text: string): { readonly repository: string; readonly tag: string } {
  const parsed = parseReference(text);
  if (parsed?.tag === undefined || parsed.digest !== undefined) throw new Error(`${text} names no tag`);
  return { repository: parsed.repository, tag: parsed.tag };
}

/** Why `parseReference` finds nothing in a text, as containerd words it. */
export function referenceProblem(text: string): string {
  const slash = text.indexOf("/");
  const first = text.slice(0, Math.max(0, slash));
  const hasHost = slash >= 0 && (/[.:]/.test(first) || first === "localhost" || first !== first.toLowerCase());
  const path = hasHost ? text.slice(slash + 1) : slash < 0 ? `library/${text}` : text;
  const repository = path.split(":", 1)[0]!;
  if (repository === repository.toLowerCase()) return "invalid reference format";
  return `invalid reference format: repository name (${repository}) must be lowercase`;
}

/** The reference written out in full: what two spellings of one image have in common. */
export function canonical({ host, repository, tag, digest }: ImageReference): string {
  return digest === undefined ? `${host}/${repository}:${tag}` : `${host}/${repository}@${digest}`;
}
