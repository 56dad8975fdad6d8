import { decodeObject, readBody } from "../body.ts";
import type { ServedResource } from "../discovery/served.ts";
import type { Exchange } from "../exchange.ts";
import { writeOptions } from "../query.ts";
import { isBuiltInGroup } from "../front.ts";
import { noSuchResource, PageNotFound, wrongMethod } from "../refusals.ts";
import { negotiateWhole } from "../negotiation.ts";
import { addWarning, sendObject } from "../reply.ts";
import type { Target } from "../route.ts";
import { typed } from "./collection.ts";
import { accessReviews } from "./reviews/access-reviews.ts";
import { identityReviews } from "./reviews/identity-reviews.ts";
import { decodeReview } from "./reviews/review.ts";

const reviews = [...accessReviews, ...identityReviews];

export const reviewResources: readonly ServedResource[] = reviews.map(({ resource }) => resource);

/** Answers a question about users and what they may do. @throws StatusError */
export async function handleReview(exchange: Exchange, target: Target): Promise<void> {
  const { front, method, request, response, caller, query, style } = exchange;
  const { plural, group, version, name, namespace } = target;
  const found = reviews.find(
    ({ resource }) => resource.plural === plural && resource.group === group && resource.version === version,
  );
  if (found === undefined && !isBuiltInGroup(target)) throw new PageNotFound();
  if (found === undefined || name !== undefined) throw noSuchResource();
  const { resource, answer } = found;
  if (resource.namespaced !== (namespace !== undefined)) throw noSuchResource();
  if (method !== "POST") throw wrongMethod();
  negotiateWhole(request.headers.accept);
  const options = writeOptions(query, "CreateOptions", caller, (message) => addWarning(response, message));
  const body = typed(decodeObject(await readBody(request), request.headers["content-type"], resource.kind), resource);
  const review = decodeReview(resource, body, options, front.clock.wallTime());
  const { apiVersion, kind } = body;
  const { access } = front;
  sendObject(response, 201, { kind, apiVersion, ...answer({ review, caller, access, namespace, front }) }, style);
}
