import type { Json } from "../../../../kubernetes.ts";
import { timestamp } from "../../../api/decode-scalar.ts";
import { badRequest } from "../../../api/status-error.ts";
import type { UserInfo } from "../../../api/verbs.ts";
import { defineReview, type Inquiry, type Review } from "./review.ts";

const group = "authentication.k8s.io";

export const identityReviews: readonly Review[] = [
  defineReview(group, "SelfSubjectReview", ({ caller, front }) => ({
    metadata: { creationTimestamp: timestamp(front.clock.wallTime()) },
    status: { userInfo: printed(caller.user) },
  })),
  defineReview(group, "TokenReview", reviewToken),
];

function reviewToken({ review, front }: Inquiry): ReturnType<Review["answer"]> {
  const { metadata, spec } = review;
  const { token = "", audiences } = spec ?? {};
  if (token === "") throw badRequest("token is required for TokenReview in authentication");
  const verdict = front.tokens.authenticate(token, audiences);
  const status: Json =
    "user" in verdict
      ? { authenticated: true, user: printed(verdict.user), audiences: verdict.audiences }
      : { user: {}, error: verdict.problem };
  return { metadata, spec, status };
}

function printed({ name, uid, groups, extra }: UserInfo): Json {
  return {
    username: name,
    ...(uid === undefined ? {} : { uid }),
    groups,
    ...(extra === undefined ? {} : { extra }),
  };
}
