import type { Json, KubernetesObject } from "../../../kubernetes.ts";
import type { Caller } from "../../api/verbs.ts";
import type { ServedResource } from "../discovery/served.ts";

interface Review extends ServedResource {
  /** The status that answers the review. */
  readonly answer: (review: KubernetesObject, caller: Caller) => Json;
}

/** Who has the kubeconfig is the cluster's administrator, so every access is allowed. */
const allowed: Review["answer"] = () => ({ allowed: true, reason: "the administrator may do everything" });

/** Kinds that are answered and not stored. */
const reviews: readonly Review[] = [
  define("authentication.k8s.io", "SelfSubjectReview", "selfsubjectreviews", (_, { user }) => ({
    userInfo: { username: user.name, groups: user.groups },
  })),
  define("authorization.k8s.io", "SelfSubjectAccessReview", "selfsubjectaccessreviews", allowed),
  define("authorization.k8s.io", "SelfSubjectRulesReview", "selfsubjectrulesreviews", () => ({
    resourceRules: [{ verbs: ["*"], apiGroups: ["*"], resources: ["*"] }],
    nonResourceRules: [{ verbs: ["*"], nonResourceURLs: ["*"] }],
    incomplete: false,
  })),
];

export const reviewResources: readonly ServedResource[] = reviews;

/** The answered review; undefined when this kind is no review. */
export function answerReview(plural: string, review: KubernetesObject, caller: Caller): KubernetesObject | undefined {
  const found = reviews.find((candidate) => candidate.plural === plural);
  if (found === undefined) return undefined;
  return { ...review, metadata: { ...review.metadata }, status: found.answer(review, caller) };
}

function define(group: string, kind: string, plural: string, answer: Review["answer"]): Review {
  return {
    group,
    version: "v1",
    kind,
    plural,
    singular: kind.toLowerCase(),
    shortNames: [],
    categories: [],
    namespaced: false,
    verbs: ["create"],
    subresources: [],
    answer,
  };
}
