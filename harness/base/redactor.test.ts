import { describe, expect, test } from "vitest";
import { fc } from "./testing/properties.ts";
import { Redactor, secretsOfEnvironment, secretsOfKubeconfig } from "./redactor.ts";

const redact = (text: string, secrets: readonly string[] = []) => new Redactor(secrets).line(text);

describe("what looks like a secret is hidden", () => {
  test.each([
    ["Authorization: Bearer eyJhbGciOi.eyJzdWIiOi.sig", "Authorization: Bearer [redacted]"],
    ["authorization: token-abc", "authorization: [redacted]"],
    ["client-key-data: LS0tLS1CRUdJTg==", "client-key-data: [redacted]"],
    ["    certificate-authority-data: LS0tLS1==", "    certificate-authority-data: [redacted]"],
    ["    token: abc.def", "    token: [redacted]"],
    ["PGPASSWORD=hunter2 psql", "PGPASSWORD=[redacted] psql"],
    ["curl -u x --password 'my secret' y", "curl -u x --password [redacted] y"],
    ['{"password":"hunter2","user":"u"}', '{"password":[redacted],"user":"u"}'],
    ["postgres://app:hunter2@db:5432/x", "postgres://app:[redacted]@db:5432/x"],
    ["key AKIAABCDEFGHIJKLMNOP used", "key [redacted] used"],
    ["got eyJhbGciOiJI.eyJzdWIiOiIx.abc back", "got [redacted] back"],
  ])("%s", (text, expected) => expect(redact(text)).toBe(expected));

  test.each([
    "deployment.apps/web rolled back",
    "secret/app-secret configured",
    "sha256:669f8ef814114f2d199c10595cde8ac4bad2a83d0722ed26e4f469f865aaaaaa",
    "Waiting for deployment rollout to finish: 1 out of 3 new replicas have been updated...",
    "registry.drill.local:5000/web:v1 http://127.0.0.1:5000/v2/",
  ])("and what does not is left: %s", (text) => expect(redact(text)).toBe(text));
});

test("a private key is hidden from its first line to its last", () => {
  const redactor = new Redactor([]);
  const lines = ["a", "-----BEGIN EC PRIVATE KEY-----", "MHcCAQEE", "-----END EC PRIVATE KEY-----", "b"];
  expect(lines.map((line) => redactor.line(line))).toEqual(["a", "[redacted]", "[redacted]", "[redacted]", "b"]);
});

test("known values are hidden wherever they stand", () => {
  fc.assert(
    fc.property(fc.string(), fc.stringMatching(/^[!-~]{8,40}$/), fc.string(), (before, secret, after) => {
      fc.pre(!"[redacted]".includes(secret));
      expect(redact(`${before}${secret}${after}`, [secret])).not.toContain(secret);
    }),
  );
});

test("values of variables with a telling name are secrets, unless they are short or paths", () => {
  const env = {
    GITHUB_TOKEN: "ghp_12345678",
    DB_PASSWORD: "short",
    SECRET_FILE: "/run/secrets/x",
    HOME: "/home/somebody",
    X_API_KEY: "k-1234567",
  };
  expect(secretsOfEnvironment(env)).toEqual(["ghp_12345678", "k-1234567"]);
});

test("a kubeconfig's credentials are secrets, in YAML and in JSON", () => {
  expect(secretsOfKubeconfig("users:\n- user:\n    token: abcdefgh1\n    client-key-data: LS0tLS1C\n")).toEqual([
    "abcdefgh1",
    "LS0tLS1C",
  ]);
  expect(secretsOfKubeconfig('{"user":{"token":"abcdefgh2"}}')).toEqual(["abcdefgh2"]);
});
