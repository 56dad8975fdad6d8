import { ownIssuer } from "../../access/token-claims.ts";
import type { Exchange } from "../exchange.ts";
import { sendText } from "../reply.ts";

/** What others may keep of the answers, seconds. */
const lasts = 3600;

/** Tells those who check tokens themselves where the keys are (OpenID Connect Discovery). */
export function sendOpenIdConfiguration({ request, response }: Exchange): void {
  const { host = "kubernetes" } = request.headers;
  const body = {
    issuer: ownIssuer,
    jwks_uri: `https://${host}/openid/v1/jwks`,
    response_types_supported: ["id_token"],
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: ["RS256"],
  };
  response.setHeader("Cache-Control", `public, max-age=${lasts}`);
  sendText(response, 200, JSON.stringify(body), "application/json");
}

/** The keys with which tokens of service accounts are signed. */
export function sendKeySet({ front, response }: Exchange): void {
  response.setHeader("Cache-Control", `public, max-age=${lasts}`);
  sendText(response, 200, JSON.stringify(front.issuer.keySet()), "application/jwk-set+json");
}
