import { createHmac, generateKeyPairSync, sign } from "node:crypto";
import { beforeEach, describe, expect, it, test } from "vitest";
import { fc } from "../../../base/testing/properties.ts";
import { Random } from "../../../base/random.ts";
import { VirtualClock } from "../../../base/virtual-clock.ts";
import { createApiServer } from "../api/api-server.ts";
import type { ApiServer, Caller } from "../api/verbs.ts";
import { TokenAuthenticator } from "./token-authenticator.ts";
import { legacyClaims, ownIssuer, requestedClaims, type BoundObjects } from "./token-claims.ts";
import { TokenIssuer } from "./token-issuer.ts";

const caller: Caller = { user: { name: "tester", groups: ["system:masters"] }, userAgent: "test/1" };
const hour = 3600;
// Keys are costly to make; two clusters are enough for all tests.
const issuer = new TokenIssuer();
const foreign = new TokenIssuer();

let clock: VirtualClock;
let api: ApiServer;
let tokens: TokenAuthenticator;
beforeEach(() => {
  clock = new VirtualClock();
  api = createApiServer({ clock, random: new Random(1) });
  tokens = new TokenAuthenticator(api, clock, issuer);
  api.create("serviceaccounts", "default", named("ServiceAccount", "bob"), { caller });
});

const named = (kind: string, name: string) => ({ apiVersion: "v1", kind, metadata: { name } });
const account = () => api.get("serviceaccounts", "default", "bob");

function claims(bound: BoundObjects = {}, audiences: readonly string[] = [ownIssuer]) {
  const from = Math.floor(clock.wallTime().getTime() / 1000);
  return requestedClaims(account(), bound, { audiences, from, until: from + hour });
}

async function later(seconds: number): Promise<void> {
  await clock.run(() => clock.sleep(seconds * 1000));
}

describe("a token of a service account", () => {
  it("is its holder's", () => {
    const own = claims();
    expect(tokens.authenticate(issuer.sign(own))).toEqual({
      user: {
        name: "system:serviceaccount:default:bob",
        uid: account().metadata.uid,
        groups: ["system:serviceaccounts", "system:serviceaccounts:default", "system:authenticated"],
        extra: { "authentication.kubernetes.io/credential-id": [`JTI=${String(own["jti"])}`] },
      },
      audiences: [ownIssuer],
    });
  });

  it("ends with its time, by the cluster's clock", async () => {
    const token = issuer.sign(claims());
    await later(hour - 1);
    expect(tokens.authenticate(token)).toHaveProperty("user");
    await later(12);
    expect(tokens.authenticate(token)).toEqual({
      problem: "[invalid bearer token, service account token has expired]",
    });
  });

  it("ends with its account, also where another of that name takes its place", () => {
    const token = issuer.sign(claims());
    api.delete("serviceaccounts", "default", "bob", { caller });
    expect(tokens.authenticate(token)).toHaveProperty("problem");
    api.create("serviceaccounts", "default", named("ServiceAccount", "bob"), { caller });
    expect(tokens.authenticate(token)).toHaveProperty("problem");
  });

  it("that was good just now is good for ten seconds more, as on a real server", async () => {
    const token = issuer.sign(claims());
    expect(tokens.authenticate(token)).toHaveProperty("user");
    api.delete("serviceaccounts", "default", "bob", { caller });
    await later(9);
    expect(tokens.authenticate(token)).toHaveProperty("user");
    await later(2);
    expect(tokens.authenticate(token)).toHaveProperty("problem");
  });

  it("ends with the object that it is bound to", () => {
    const secret = api.create("secrets", "default", named("Secret", "ticket"), { caller });
    const token = issuer.sign(claims({ secret }));
    api.delete("secrets", "default", "ticket", { caller });
    expect(tokens.authenticate(token)).toEqual({
      problem: "[invalid bearer token, service account token has been invalidated]",
    });
  });

  it("is good for its audience only", () => {
    const token = issuer.sign(claims({}, ["shop"]));
    expect(tokens.authenticate(token)).toEqual({
      problem: `[invalid bearer token, token audiences ["shop"] is invalid for the target audiences ["${ownIssuer}"]]`,
    });
    expect(tokens.authenticate(token, ["stock", "shop"])).toMatchObject({ audiences: ["shop"] });
  });

  it("that stands in a Secret is good for as long as it stands there, and its use is noted", () => {
    const token = issuer.sign(legacyClaims(account(), "bob-token"));
    expect(tokens.authenticate(token)).toHaveProperty("problem");
    const data = { token: Buffer.from(token).toString("base64") };
    api.create("secrets", "default", { ...named("Secret", "bob-token"), data }, { caller });
    expect(tokens.authenticate(token)).toMatchObject({ user: { name: "system:serviceaccount:default:bob" } });
    expect(api.get("secrets", "default", "bob-token").metadata.labels).toEqual({
      "kubernetes.io/legacy-token-last-used": clock.wallTime().toISOString().slice(0, 10),
    });
  });
});

describe("a text that is no token of this cluster", () => {
  const refused = { problem: "invalid bearer token" };
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

  it("may be another cluster's", () => {
    issuer.sign({});
    expect(tokens.authenticate(foreign.sign(claims()))).toEqual(refused);
  });

  it("may have been altered, or its signature left away", () => {
    const token = issuer.sign(claims());
    const [head, , signature] = token.split(".");
    const body = encode({ ...claims(), sub: "system:admin" });
    for (const forged of [`${head}.${body}.${signature}`, `${head}.${body}.`, `${head}.${body}`, token.slice(0, -8)])
      expect(tokens.authenticate(forged)).toEqual(refused);
  });

  it("may claim another algorithm: none, or the public key as a shared secret", () => {
    const [head] = issuer.sign({}).split(".");
    const { kid } = JSON.parse(Buffer.from(head!, "base64url").toString()) as { kid: string };
    const body = encode(claims());
    const none = `${encode({ alg: "none", kid })}.${body}.`;
    const signed = `${encode({ alg: "HS256", kid })}.${body}`;
    const shared = `${signed}.${createHmac("sha256", JSON.stringify(issuer.keySet())).update(signed).digest("base64url")}`;
    const own = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
    const curve = `${encode({ alg: "ES256", kid })}.${body}`;
    const other = `${curve}.${sign("sha256", Buffer.from(curve), own).toString("base64url")}`;
    for (const forged of [none, `${none}AA`, shared, other]) expect(tokens.authenticate(forged)).toEqual(refused);
  });

  /** The last character of a part may differ in bits that mean nothing. */
  const meansTheSame = (text: string, token: string) => {
    const bytes = (part: string) => Buffer.from(part, "base64url").toString("base64url");
    return text.length === token.length && text.split(".").map(bytes).join(".") === token;
  };

  test("is refused, whatever it is, and never breaks anything", () => {
    const token = issuer.sign(claims());
    const cut = fc.tuple(fc.nat(token.length), fc.string()).map(([at, text]) => token.slice(0, at) + text);
    const parts = fc.array(
      fc.json().map((text) => Buffer.from(text).toString("base64url")),
      { maxLength: 4 },
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          cut,
          parts.map((all) => all.join(".")),
        ),
        (text) => {
          fc.pre(!meansTheSame(text, token));
          expect(tokens.authenticate(text)).toEqual(refused);
        },
      ),
      { numRuns: 300 },
    );
    expect(tokens.authenticate("x".repeat(1 << 20))).toEqual(refused);
  });
});
