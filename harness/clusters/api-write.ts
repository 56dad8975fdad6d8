import type { ApiWrite, ResourceNameWithSubresource } from "./driver.ts";

const mutating: Readonly<Record<ApiWrite["verb"], true>> = {
  create: true,
  update: true,
  patch: true,
  delete: true,
  deletecollection: true,
};

/** Whether a request with this verb of the API changes something. */
export function isWrite(verb: string): verb is ApiWrite["verb"] {
  return Object.hasOwn(mutating, verb);
}

/** `deployments.apps/scale`. An API group, or a subresource, that is undefined or empty is left out. */
export function writtenResource({
  resource,
  group,
  subresource,
}: {
  readonly resource: string;
  readonly group: string | undefined;
  readonly subresource: string | undefined;
}): ResourceNameWithSubresource {
  return [[resource, group].filter(Boolean).join("."), subresource].filter(Boolean).join("/");
}
