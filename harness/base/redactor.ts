const hidden = "[redacted]";

/** What looks like a secret wherever it stands. Each keeps what names the secret and hides the secret itself. */
const patterns: readonly (readonly [RegExp, string])[] = [
  [/\b(bearer|basic)\s+[\w.~+/=-]{8,}/gi, `$1 ${hidden}`],
  [/\b(authorization["']?\s*[:=]\s*["']?)(?!(?:bearer|basic)\s)[^\s"']+/gi, `$1${hidden}`],
  [/\b((?:client-key|client-certificate|certificate-authority)-data["']?\s*[:=]\s*["']?)[\w+/=-]+/gi, `$1${hidden}`],
  [
    /((?:password|passwd|passphrase|secret|(?:access|api|secret|private|account)[-_]?key|(?:id|access|refresh|auth)?[-_]?token)["']?\s*[:=]\s*)("[^"]*"|'[^']*'|[^\s"',;&]+)/gi,
    `$1${hidden}`,
  ],
  [/(--(?:password|passphrase|token|secret|api-key|client-secret)\s+)("[^"]*"|'[^']*'|[^\s"']+)/gi, `$1${hidden}`],
  [/\beyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?/g, hidden],
  [/\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g, hidden],
  // Of kubeadm, with which nodes join a cluster.
  [/\b[a-z0-9]{6}\.[a-z0-9]{16}\b/g, hidden],
  [/(:\/\/[^\s:/@]*:)[^\s:/@]+@/g, `$1${hidden}@`],
];

const secretName = /TOKEN|PASSW|PASSPHRASE|SECRET|CREDENTIAL|API_?KEY|ACCESS_KEY|PRIVATE_KEY/i;
/** Shorter values are words that would be blotted out everywhere. */
const shortestSecret = 8;

/** The values of variables whose name says that they are secret. */
export function secretsOfEnvironment(env: Readonly<Record<string, string | undefined>>): string[] {
  return Object.entries(env).flatMap(([name, value]) =>
    secretName.test(name) && value !== undefined && value.length >= shortestSecret && !/^[/.]/.test(value)
      ? [value]
      : [],
  );
}

/** Tokens, keys and certificates of a kubeconfig. */
export function secretsOfKubeconfig(text: string): string[] {
  const found = text.matchAll(
    /(?:token|password|client-key-data|client-certificate-data)["']?\s*:\s*["']?([^\s"',}]+)/g,
  );
  return [...found].flatMap(([, value = ""]) => (value.length >= shortestSecret ? [value] : []));
}

/** Hides known secrets wherever they stand in a text, or in the texts of a value that JSON can hold. */
export function withoutSecrets<T>(value: T, secrets: readonly string[]): T {
  const hide = (text: string) => secrets.reduce((rest, secret) => rest.replaceAll(secret, hidden), text);
  if (typeof value === "string") return hide(value) as T;
  return JSON.parse(
    JSON.stringify(value, (_key, part: unknown) => (typeof part === "string" ? hide(part) : part)),
  ) as T;
}

/** Hides secrets in the lines of one stream; a private key is hidden from its first line to its last. */
export class Redactor {
  readonly #secrets: readonly string[];
  #inKey = false;

  constructor(secrets: readonly string[]) {
    this.#secrets = [...new Set(secrets)].sort((a, b) => b.length - a.length);
  }

  line(text: string): string {
    if (this.#inKey) {
      this.#inKey = !/-----END [A-Z ]*PRIVATE KEY-----/.test(text);
      return hidden;
    }
    if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text)) {
      this.#inKey = !/-----END [A-Z ]*PRIVATE KEY-----/.test(text);
      return hidden;
    }
    const known = this.#secrets.reduce((line, secret) => line.replaceAll(secret, hidden), text);
    return patterns.reduce((line, [pattern, replacement]) => line.replace(pattern, replacement), known);
  }
}
