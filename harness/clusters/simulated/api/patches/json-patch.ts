import fastJsonPatch, { type Operation } from "fast-json-patch";
import { badRequest, StatusError } from "../status-error.ts";

const mostOperations = 10_000;

/**
 * Applies a JSON patch (RFC 6902) to a copy.
 * @throws StatusError 400 for what is no list of operations, 422 for operations that do not apply.
 */
export function jsonPatch(target: object, patch: unknown): object {
  if (!Array.isArray(patch))
    throw badRequest("error decoding patch: json: cannot unmarshal object into Go value of type []handlers.jsonPatchOp");
  if (patch.length > mostOperations)
    throw new StatusError(
      413,
      "RequestEntityTooLarge",
      `Request entity too large: The allowed maximum operations in a JSON patch is ${mostOperations}, got ${patch.length}`,
    );
  // The types say that the module has a default export; at run time that is the whole of it.
  const { applyPatch } = fastJsonPatch;
  try {
    return applyPatch(structuredClone(target), structuredClone(patch) as Operation[], true).newDocument;
  } catch (error) {
    if (error instanceof Error && error.name.endsWith("_ERROR")) throw refused();
    if (error instanceof Error) throw refused();
    throw error;
  }
}

/** The real server keeps the reason to itself: the message of every refused JSON patch is this one. */
function refused(): StatusError {
  return new StatusError(422, "Invalid", "the server rejected our request due to an error in our request", {});
}
