import { randomBytes } from "node:crypto";
// The library below needs it.
import "reflect-metadata";
import * as x509 from "@peculiar/x509";
import type { KeyPair } from "../kubeconfig.ts";

const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const day = 86_400_000;

/** What one cluster has of certificates, as PEM texts. */
export interface Certificates {
  readonly authority: string;
  /** Who trusts the authority accepts it. */
  readonly serving: KeyPair;
  /** The administrator's. */
  readonly client: KeyPair;
}

/**
 * Makes a certificate authority of this cluster's own and, signed by it, a certificate for 127.0.0.1 and localhost and one
 * for the cluster's administrator. The authority's key is forgotten at once. Keys are random whatever the drill's seed is:
 * a seed is no secret.
 */
export async function issueCertificates(
  cluster: string,
  administrator: { readonly name: string; readonly group: string },
  now: Date,
): Promise<Certificates> {
  const validity = { notBefore: new Date(now.getTime() - day), notAfter: new Date(now.getTime() + 365 * day) };
  const keys = await crypto.subtle.generateKey(algorithm, true, usages);
  const authority = await x509.X509CertificateGenerator.createSelfSigned({
    ...validity,
    serialNumber: serial(),
    name: [{ CN: [`${cluster} drill CA`] }],
    keys,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.digitalSignature, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  const issue = async (subject: x509.JsonName, extensions: readonly x509.Extension[]): Promise<KeyPair> => {
    const own = await crypto.subtle.generateKey(algorithm, true, usages);
    const certificate = await x509.X509CertificateGenerator.create({
      ...validity,
      serialNumber: serial(),
      subject,
      issuer: authority.subject,
      publicKey: own.publicKey,
      signingKey: keys.privateKey,
      signingAlgorithm: algorithm,
      extensions: [
        new x509.BasicConstraintsExtension(false, undefined, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
        await x509.AuthorityKeyIdentifierExtension.create(authority),
        ...extensions,
      ],
    });
    const privateKey = await crypto.subtle.exportKey("pkcs8", own.privateKey);
    return { certificate: certificate.toString("pem"), key: x509.PemConverter.encode(privateKey, "PRIVATE KEY") };
  };
  const [serving, client] = await Promise.all([
    issue(
      [{ CN: ["kube-apiserver"] }],
      [
        new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
        new x509.SubjectAlternativeNameExtension([
          { type: "dns", value: "localhost" },
          { type: "dns", value: "kubernetes" },
          { type: "ip", value: "127.0.0.1" },
        ]),
      ],
    ),
    issue(
      [{ O: [administrator.group] }, { CN: [administrator.name] }],
      [new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.clientAuth])],
    ),
  ]);
  return { authority: authority.toString("pem"), serving, client };
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
const usages: KeyUsage[] = ["sign", "verify"];
