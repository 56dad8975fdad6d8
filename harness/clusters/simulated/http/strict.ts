import { parseDocument } from "yaml";
import { fieldsWithDuplicates, inSourceOrder } from "../api/duplicate-fields.ts";
import type { WriteOptions } from "../api/verbs.ts";
import { mediaType } from "./negotiation.ts";

/**
 * The options with what is twice in the text of a body; the same ones where nothing is.
 * @param value what the text says
 */
export function withDuplicates(
  options: WriteOptions,
  body: Buffer,
  contentType: string | undefined,
  value: unknown,
): WriteOptions {
  if (options.fieldValidation === "Ignore") return options;
  const type = mediaType(contentType) ?? "application/json";
  if (type === "application/yaml") return withRepeatedKeys(options, body);
  if (type.endsWith("apply-patch+yaml") || !type.endsWith("json")) return options;
  const fields = fieldsWithDuplicates(body.toString("utf8"), value);
  if (fields === undefined) return options;
  if (!type.endsWith("patch+json")) return { ...options, amongDuplicates: (unknown) => inSourceOrder(fields, unknown) };
  return { ...options, amongDuplicates: (unknown) => [...inSourceOrder(fields, []), ...unknown] };
}

function withRepeatedKeys(options: WriteOptions, body: Buffer): WriteOptions {
  const text = body.toString("utf8");
  const { errors } = parseDocument(text, { strict: false, stringKeys: true, prettyErrors: false, logLevel: "silent" });
  const found = errors
    .filter(({ code }) => code === "DUPLICATE_KEY")
    .map(({ pos: [at] }) => {
      const key = /^["']?([^"':\n]*)/.exec(text.slice(at))![1]!;
      return `  line ${text.slice(0, at).split("\n").length}: key ${JSON.stringify(key)} already set in map`;
    });
  if (found.length === 0) return options;
  const problem = `yaml: unmarshal errors:\n${found.join("\n")}`;
  return { ...options, amongDuplicates: (unknown) => [problem, ...unknown] };
}
