import { createHash, createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from "node:crypto";

/** What a token says, decoded and with a signature that holds. */
export type Claims = Readonly<Record<string, unknown>>;

interface Keys {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  /** Names the key in the head of each token. */
  readonly id: string;
}

/** Longest token that is looked at; the longest that this issuer makes is far below. */
const longest = 16_384;

/**
 * Signs the tokens of one cluster (JWS, RS256, as a real API server does) and recognises them again. The key is made when
 * the first token is, and is random whatever the drill's seed is: a seed is no secret.
 */
export class TokenIssuer {
  #made: Keys | undefined;

  sign(claims: Claims): string {
    const { privateKey, id } = this.#keys();
    const signed = `${encode({ alg: "RS256", kid: id })}.${encode(claims)}`;
    return `${signed}.${sign("sha256", Buffer.from(signed), privateKey).toString("base64url")}`;
  }

  /** The claims of a token that this issuer has signed; undefined for any other text. */
  verify(token: string): Claims | undefined {
    if (this.#made === undefined || token.length > longest) return undefined;
    const parts = token.split(".");
    if (parts.length !== 3 || !parts.every((part) => /^[A-Za-z0-9_-]+$/.test(part))) return undefined;
    const [head, body, signature] = parts as [string, string, string];
    const { alg, kid, crit } = decode(head) ?? {};
    if (alg !== "RS256" || kid !== this.#made.id || crit !== undefined) return undefined;
    const bytes = Buffer.from(signature, "base64url");
    if (!verify("sha256", Buffer.from(`${head}.${body}`), this.#made.publicKey, bytes)) return undefined;
    return decode(body);
  }

  /** The public key, for those who check tokens themselves (RFC 7517). */
  keySet(): Claims {
    const { publicKey, id } = this.#keys();
    const { kty, n, e } = publicKey.export({ format: "jwk" });
    return { keys: [{ use: "sig", kty, kid: id, alg: "RS256", n, e }] };
  }

  #keys(): Keys {
    if (this.#made === undefined) {
      const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
      const publicKey = createPublicKey(privateKey);
      const der = publicKey.export({ format: "der", type: "spki" });
      this.#made = { privateKey, publicKey, id: createHash("sha256").update(der).digest("base64url") };
    }
    return this.#made;
  }
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

function decode(part: string): Claims | undefined {
  try {
    const value = JSON.parse(Buffer.from(part, "base64url").toString("utf8")) as unknown;
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Claims) : undefined;
  } catch {
    return undefined;
  }
}
