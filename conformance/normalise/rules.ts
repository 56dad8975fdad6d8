/** What differs between two runs on one cluster, and what stands for it. */
interface Rule {
  readonly pattern: RegExp;
  readonly as: string;
}

const age = String.raw`(?:\d+(?:d|h|m(?!s)|s))+`;

const rules: readonly Rule[] = [
  { pattern: /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, as: "<uid>" },
  { pattern: /\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)/g, as: "<time>" },
  { pattern: /\b[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d [+-]\d{4}/g, as: "<time>" },
  // As Helm tells times: `Sat Nov 21 06:34:36 2026`, `2026-11-21 06:34:36.123 +0000 UTC`.
  { pattern: /\b[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4}\b/g, as: "<time>" },
  { pattern: /\b\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)? [+-]\d{4} UTC/g, as: "<time>" },
  // The heads of a diff: when its files were written.
  { pattern: /^((?:---|\+\+\+) \S+)\t\d{4}-\d\d-\d\d .*$/gm, as: "$1" },
  // Ports of nodes that nobody chose.
  { pattern: /(\bnodePort"?: ?|\b\d+:)3[0-2]\d{3}\b/g, as: "$1<port>" },
  { pattern: /\b((?:created|modified)At"?[:=] ?"?)\d{10}\b/g, as: "$1<time>" },
  // Tokens and certificates, plain or in Base64.
  { pattern: /\b(?:eyJ[\w-]+\.[\w-]+\.[\w-]+|ZXlK[\w+/=]+)/g, as: "<token>" },
  { pattern: /\bLS0tLS1CRUdJTi[\w+/=]+/g, as: "<pem>" },
  { pattern: /\bX509SHA256=[0-9a-f]{64}\b/g, as: "X509SHA256=<certificate>" },
  { pattern: /(legacy-token-last-used"?[:=] ?"?)\d{4}-\d\d-\d\d/g, as: "$1<date>" },
  { pattern: /("continue": ?")[\w-]+=*/g, as: "$1<continue>" },
  { pattern: /((?:resourceVersion|Resource ?Version)\\*"?:\s*\\*"?)\d+/g, as: "$1<rv>" },
  {
    pattern: /(does not match the ResourceVersion in record \(|Too large resource version: \d+, current: )\d+/g,
    as: "$1<rv>",
  },
  { pattern: /(Expected resource version to be \d+, was )\d+/g, as: "$1<rv>" },
  { pattern: /(too old resource version: \d+ \()\d+/g, as: "$1<rv>" },
  { pattern: /\/tmp\/(LIVE-|MERGED-|kubectl-edit-)\d+/g, as: "/tmp/$1<id>" },
  // The head of a log line of the client's own: time and process.
  { pattern: /^([EWI])\d{4} \d\d:\d\d:\d\d\.\d+ +\d+ /gm, as: "$1 <time> " },
  { pattern: /\bcontainerd:\/\/[0-9a-f]+/g, as: "containerd://<container>" },
  { pattern: /(?:[\w./-]+@)?sha256:[0-9a-f]{64}/g, as: "<digest>" },
  // What the container runtime calls a command that it starts, and a pod's sandbox.
  { pattern: /\b[0-9a-f]{64}\b/g, as: "<runtime id>" },
  // The folder in which a mounted ConfigMap or Secret lies.
  { pattern: /\.\.\d{4}(_\d\d){5}\.\d+/g, as: "..<time>" },
  { pattern: /\b(?:10|172)(?:\.\d+){3}\b/g, as: "<ip>" },
  // Names that a server made up for pods which it then did not let be.
  { pattern: /(\bpods? \\?"[a-z0-9.-]+-)[bcdfghjklmnpqrstvwxz2456789]{5}(?=\\?")/g, as: "$1<id>" },
  { pattern: /\bkube-api-access-\w{5}\b/g, as: "kube-api-access-<id>" },
  // A pull: `in 1.2s (1.2s including waiting). Image size: 123 bytes.`
  { pattern: /in [\d.]+m?s \([\d.]+m?s including waiting\)\. Image size: \d+ bytes\./g, as: "in <duration>." },
  { pattern: new RegExp(String.raw`\(x\d+ over ${age}\)`, "g"), as: "" },
  { pattern: new RegExp(String.raw`(?<=^|\s{2}|\()(?:${age}|<invalid>)(?= ago\)|\s|$)`, "gm"), as: "<age>" },
];

/** Replaces what the clock, the network and chance decide. */
export function withoutVolatile(text: string): string {
  return rules.reduce((result, { pattern, as }) => result.replace(pattern, as), text);
}
