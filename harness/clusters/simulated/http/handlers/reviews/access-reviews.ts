import type { Attributes } from "../../../access/access.ts";
import { missingRoles } from "../../../access/authorizer.ts";
import type { PolicyRule } from "../../../access/rules.ts";
import type { Mutable } from "../../../api/decode.ts";
import { badRequest, invalid, type FieldError } from "../../../api/status-error.ts";
import type { UserInfo } from "../../../api/verbs.ts";
import { wrong } from "../../../api/validation/field-errors.ts";
import type { Json } from "../../../../kubernetes.ts";
import { defineReview, type Inquiry, type Review } from "./review.ts";

const group = "authorization.k8s.io";

export const accessReviews: readonly Review[] = [
  defineReview(group, "LocalSubjectAccessReview", (inquiry) => reviewOther(inquiry), { namespaced: true }),
  defineReview(group, "SelfSubjectAccessReview", (inquiry) => {
    const { review, caller } = inquiry;
    refuse([...emptyMetadata(review), ...attributeProblems(review["spec"])]);
    return answered(inquiry, caller.user);
  }),
  defineReview(group, "SelfSubjectRulesReview", reviewRules),
  defineReview(group, "SubjectAccessReview", (inquiry) => reviewOther(inquiry)),
];

function reviewOther(inquiry: Inquiry): ReturnType<Review["answer"]> {
  const { review, namespace } = inquiry;
  const { spec } = review;
  const { user = "", groups = [], uid = "", extra } = spec;
  const isLocal = namespace !== undefined;
  const local: FieldError[] = [];
  if (isLocal) {
    const { resourceAttributes, nonResourceAttributes } = spec;
    review["metadata"] = { namespace, ...review["metadata"] };
    if (resourceAttributes !== undefined && (resourceAttributes.namespace ?? "") !== namespace)
      local.push(
        wrong("spec.resourceAttributes.namespace", resourceAttributes.namespace ?? "", "must match metadata.namespace"),
      );
    if (nonResourceAttributes !== undefined)
      local.push(
        wrong("spec.nonResourceAttributes", printed(nonResourceAttributes), "disallowed on this kind of request"),
      );
  }
  const nobody =
    user === "" && groups.length === 0
      ? [wrong("spec.user", "", "at least one of user or group must be specified")]
      : [];
  refuse([...attributeProblems(spec), ...nobody, ...(isLocal ? [] : emptyMetadata(review)), ...local]);
  const subject: UserInfo = {
    name: user,
    groups,
    ...(uid === "" ? {} : { uid }),
    ...(extra === undefined ? {} : { extra }),
  };
  return answered(inquiry, subject);
}

function answered({ review, access }: Inquiry, user: UserInfo): ReturnType<Review["answer"]> {
  const { metadata, spec } = review;
  const { allowed, reason } = access.authorize(user, attributesOf(spec));
  return { metadata, spec, status: { allowed, ...(reason === "" ? {} : { reason }) } };
}

function attributesOf({ resourceAttributes, nonResourceAttributes }: Mutable): Attributes {
  if (resourceAttributes === undefined) {
    const { path = "", verb = "" } = nonResourceAttributes;
    return { kind: "path", path, verb };
  }
  const { verb = "", group: own = "", resource = "", subresource = "", namespace = "", name = "" } = resourceAttributes;
  return { kind: "resource", verb, group: own, resource, subresource, namespace, name };
}

function attributeProblems({ resourceAttributes, nonResourceAttributes }: Mutable): FieldError[] {
  if (resourceAttributes !== undefined && nonResourceAttributes !== undefined) {
    const detail = "cannot be specified in combination with resourceAttributes";
    return [wrong("spec.nonResourceAttributes", printed(nonResourceAttributes), detail)];
  }
  if (resourceAttributes !== undefined || nonResourceAttributes !== undefined) return [];
  const detail = "exactly one of nonResourceAttributes or resourceAttributes must be specified";
  return [wrong("spec.resourceAttributes", null, detail)];
}

/** As the server's Go type prints. */
function printed({ path = "", verb = "" }: Mutable): Json {
  return { Path: path, Verb: verb };
}

function emptyMetadata({ metadata }: Mutable): FieldError[] {
  const sent = Object.keys(metadata).filter((key) => key !== "managedFields");
  return sent.length === 0 ? [] : [wrong("metadata", metadata, "must be empty")];
}

function refuse(errors: readonly FieldError[]): void {
  if (errors.length > 0) throw invalid({ group, resource: "", name: "" }, errors);
}

function reviewRules({ review, caller, access }: Inquiry): ReturnType<Review["answer"]> {
  const { namespace = "" } = review["spec"] ?? {};
  if (namespace === "") throw badRequest("no namespace on request");
  const { rules, missing } = access.rulesFor(caller.user, namespace);
  const isForPaths = ({ nonResourceURLs = [] }: PolicyRule) => nonResourceURLs.length > 0;
  return {
    metadata: {},
    spec: {},
    status: {
      resourceRules: rules.filter((rule) => !isForPaths(rule)) as unknown as Json,
      nonResourceRules: rules.filter(isForPaths) as unknown as Json,
      incomplete: false,
      ...(missing.length === 0 ? {} : { evaluationError: missingRoles(missing) }),
    },
  };
}
