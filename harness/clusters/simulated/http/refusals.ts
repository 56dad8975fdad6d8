import { StatusError } from "../api/status-error.ts";

export function noSuchResource(): StatusError {
  return new StatusError(404, "NotFound", "the server could not find the requested resource", {});
}

/** What the real server answers where nothing of it listens at all, a group that is not there among it. */
export class PageNotFound extends StatusError {
  constructor() {
    super(404, "NotFound", "404 page not found", {});
  }
}

export function wrongMethod(): StatusError {
  const message = "the server does not allow this method on the requested resource";
  return new StatusError(405, "MethodNotAllowed", message, {});
}
