import { randomBytes } from "node:crypto";
// The library below needs it.
import "reflect-metadata";
import * as x509 from "@peculiar/x509";

const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const day = 86_400_000;

/** PEM texts of one cluster: who trusts `authority` accepts `certificate`. */
export interface ServingCertificate {
  readonly authority: string;
  readonly certificate: string;
  readonly key: string;
}

/**
 * Makes a certificate authority of this cluster's own and, signed by it, a certificate for 127.0.0.1 and localhost. The
 * authority's key is forgotten at once. Keys are random whatever the drill's seed is: a seed is no secret.
 */
export async function issueServingCertificate(cluster: string, now: Date): Promise<ServingCertificate> {
  const validity = { notBefore: new Date(now.getTime() - day), notAfter: new Date(now.getTime() + 365 * day) };
  const usages: KeyUsage[] = ["sign", "verify"];
  const authorityKeys = await crypto.subtle.generateKey(algorithm, true, usages);
  const leafKeys = await crypto.subtle.generateKey(algorithm, true, usages);
  const name = [{ CN: [`${cluster} drill CA`] }];
  const authority = await x509.X509CertificateGenerator.createSelfSigned({
    ...validity,
    serialNumber: serial(),
    name,
    keys: authorityKeys,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.digitalSignature, true),
      await x509.SubjectKeyIdentifierExtension.create(authorityKeys.publicKey),
    ],
  });
  const leaf = await x509.X509CertificateGenerator.create({
    ...validity,
    serialNumber: serial(),
    subject: [{ CN: ["kube-apiserver"] }],
    issuer: authority.subject,
    publicKey: leafKeys.publicKey,
    signingKey: authorityKeys.privateKey,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension([
        { type: "dns", value: "localhost" },
        { type: "dns", value: "kubernetes" },
        { type: "ip", value: "127.0.0.1" },
      ]),
      await x509.AuthorityKeyIdentifierExtension.create(authority),
    ],
  });
  const privateKey = await crypto.subtle.exportKey("pkcs8", leafKeys.privateKey);
  return {
    authority: authority.toString("pem"),
    certificate: leaf.toString("pem"),
    key: x509.PemConverter.encode(privateKey, "PRIVATE KEY"),
  };
}

/** A bearer token that nobody guesses. */
export function newToken(): string {
  return randomBytes(32).toString("base64url");
}

/** Positive and 16 bytes, as RFC 5280 allows. */
function serial(): string {
  const bytes = randomBytes(16);
  bytes[0] = (bytes[0]! & 0x7f) | 0x40;
  return bytes.toString("hex");
}

type KeyUsage = "sign" | "verify";
