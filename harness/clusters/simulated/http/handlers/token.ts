import type { Json, KubernetesObject } from "../../../kubernetes.ts";
import { ownIssuer, requestedClaims, type BoundObjects } from "../../access/token-claims.ts";
import { timestamp } from "../../api/decode-scalar.ts";
import type { Mutable } from "../../api/decode.ts";
import { define, orElse } from "../../api/resources/define.ts";
import { badRequest, conflict, invalid } from "../../api/status-error.ts";
import type { ApiServer } from "../../api/verbs.ts";
import { wrong } from "../../api/validation/field-errors.ts";
import { decodeObject, readBody } from "../body.ts";
import type { Exchange } from "../exchange.ts";
import { writeOptions } from "../query.ts";
import { addWarning, sendObject } from "../reply.ts";
import { typed } from "./collection.ts";
import type { ItemTarget } from "./item.ts";
import { decodeReview } from "./reviews/review.ts";

const group = "authentication.k8s.io";
const tokenRequests = define({
  group,
  version: "v1",
  kind: "TokenRequest",
  plural: "tokenrequests",
  setDefaults: (request) => orElse((request["spec"] ??= {}), "expirationSeconds", usual),
});

/** Seconds that tokens last when nothing is asked for, and what may be asked for. */
const usual = 3600;
const shortest = 600;
const longest = 2 ** 32;

/** Gives out a token of a service account. @throws StatusError 400, 404, 409, 422 */
export async function requestToken(exchange: Exchange, { namespace = "", name }: ItemTarget): Promise<void> {
  const { front, query, request, response, caller, style } = exchange;
  const { api, clock, issuer } = front;
  const options = writeOptions(query, "CreateOptions", caller, (message) => addWarning(response, message));
  const sent = decodeObject(await readBody(request), request.headers["content-type"], "TokenRequest");
  const account = api.get("serviceaccounts", namespace, name);
  const now = clock.wallTime();
  const body = decodeReview(tokenRequests, typed(sent, tokenRequests), { ...options, subresource: "token" }, now);
  const { spec: wanted, metadata } = body;
  const { audiences = [], expirationSeconds, boundObjectRef } = wanted;
  check(expirationSeconds, metadata, name);
  const spec = {
    audiences: audiences.length === 0 ? [ownIssuer] : audiences,
    expirationSeconds,
    boundObjectRef: boundObjectRef ?? null,
  };
  const bound = boundObjectRef === undefined ? {} : find(api, namespace, name, boundObjectRef);
  const from = Math.floor(now.getTime() / 1000);
  const until = from + expirationSeconds;
  const token = options.dryRun === true ? "" : issuer.sign(requestedClaims(account, bound, { ...spec, from, until }));
  const { uid } = account.metadata;
  const answer: Json = {
    kind: "TokenRequest",
    apiVersion: `${group}/v1`,
    metadata: { name, namespace, uid, creationTimestamp: timestamp(now), managedFields: metadata.managedFields },
    spec,
    status: { token, expirationTimestamp: timestamp(new Date(until * 1000)) },
  };
  sendObject(response, 201, answer, style);
}

function check(seconds: number, metadata: Mutable, account: string): void {
  if (metadata["name"] !== undefined && metadata["name"] !== account)
    throw invalid({ group, resource: "TokenRequest", name: account }, [
      wrong("metadata.name", metadata["name"], "must match the service account name if specified"),
    ]);
  const detail =
    seconds < shortest
      ? "may not specify a duration less than 10 minutes"
      : seconds > longest
        ? "may not specify a duration larger than 2^32 seconds"
        : undefined;
  if (detail !== undefined)
    throw invalid({ group, resource: "TokenRequest", name: "" }, [wrong("spec.expirationSeconds", seconds, detail)]);
}

interface Reference {
  readonly kind?: string;
  readonly apiVersion?: string;
  readonly name?: string;
  readonly uid?: string;
}

/** The object with which the token is to end, and the node of a pod. */
function find(api: ApiServer, namespace: string, account: string, reference: Reference): BoundObjects {
  const { kind = "", apiVersion = "", name = "", uid = "" } = reference;
  const found = (resource: string): KubernetesObject => {
    const object = api.get(resource, namespace, name);
    if (uid === "" || uid === object.metadata.uid) return object;
    throw conflict(
      { group: "", resource: kind, name },
      `the UID in the bound object reference (${uid}) does not match the UID in record. The object might have been deleted and then recreated`,
    );
  };
  switch (apiVersion === "v1" ? kind : "") {
    case "Pod": {
      const pod = found("pods");
      const { serviceAccountName, nodeName } = pod["spec"];
      if (serviceAccountName !== account) {
        const problem = `cannot bind token for serviceaccount ${JSON.stringify(account)} to pod running with different serviceaccount name.`;
        throw badRequest(problem);
      }
      const node = nodeName === undefined ? undefined : api.find("nodes", undefined, nodeName);
      return { pod, ...(node === undefined ? {} : { node }) };
    }
    case "Secret":
      return { secret: found("secrets") };
    case "Node":
      return { node: found("nodes") };
    default: {
      const groupVersion = apiVersion.includes("/") ? apiVersion : `/${apiVersion}`;
      throw badRequest(`cannot bind token to object of type ${groupVersion}, Kind=${kind}`);
    }
  }
}
