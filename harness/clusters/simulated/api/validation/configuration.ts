import type { KubernetesObject } from "../../../kubernetes.ts";
import type { Mutable } from "../decode.ts";
import { jsonProblem } from "../go-json.ts";
import type { FieldError } from "../status-error.ts";
import { each, immutable, prohibited, required, wrong } from "./field-errors.ts";

const largest = 1024 * 1024;

export function validateConfigMap({ data = {}, binaryData = {} }: KubernetesObject): FieldError[] {
  return [
    ...validateKeys(data),
    ...Object.keys(data).flatMap((key) =>
      binaryData[key] === undefined ? [] : [wrong(`data[${key}]`, key, "duplicate of key present in binaryData")],
    ),
    ...Object.keys(binaryData).flatMap((key) => each(`binaryData[${key}]`, key, keyProblems)),
    ...validateSize([...Object.values(data), ...Object.values(binaryData)] as string[], ""),
  ];
}

/** What a secret's type promises that it holds. */
const needs: Readonly<Record<string, readonly string[]>> = {
  "kubernetes.io/tls": ["tls.crt", "tls.key"],
  "kubernetes.io/dockerconfigjson": [".dockerconfigjson"],
  "kubernetes.io/dockercfg": [".dockercfg"],
  "kubernetes.io/basic-auth": ["username", "password"],
  "kubernetes.io/ssh-auth": ["ssh-privatekey"],
};

export function validateSecret({ data = {}, type, metadata }: KubernetesObject): FieldError[] {
  const missing = (needs[type] ?? []).filter((key) => data[key] === undefined);
  // Either of the two is enough for basic authentication.
  const enough = type === "kubernetes.io/basic-auth" && missing.length < 2;
  return [
    ...validateKeys(data),
    ...validateSize(Object.values(data), "data"),
    ...(enough ? [] : missing.map((key) => required(`data[${key}]`))),
    ...validateDockerConfig(data, type),
    ...(type === "kubernetes.io/service-account-token" ? validateTokenSecret(metadata) : []),
  ];
}

const accountName = "kubernetes.io/service-account.name";

function validateTokenSecret({ annotations }: KubernetesObject["metadata"]): FieldError[] {
  return (annotations?.[accountName] ?? "") === "" ? [required(`metadata.annotations[${accountName}]`)] : [];
}

/** @param data values in base64 */
function validateDockerConfig(data: Mutable, type: string): FieldError[] {
  const key = { "kubernetes.io/dockerconfigjson": ".dockerconfigjson", "kubernetes.io/dockercfg": ".dockercfg" }[type];
  if (key === undefined || data[key] === undefined) return [];
  const problem = jsonProblem(Buffer.from(data[key], "base64").toString("utf8"));
  return problem === undefined ? [] : [wrong(`data[${key}]`, "<secret contents redacted>", problem)];
}

function validateKeys(data: Mutable): FieldError[] {
  return Object.keys(data).flatMap((key) => each(`data[${key}]`, key, keyProblems));
}

function keyProblems(key: string): string[] {
  const problems: string[] = [];
  if (key.length > 253) problems.push("must be no more than 253 characters");
  if (!/^[-._a-zA-Z0-9]+$/.test(key))
    problems.push(
      "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')",
    );
  if (key === "." || key === "..") problems.push(`must not be '${key}'`);
  return problems;
}

function validateSize(values: readonly string[], field: string): FieldError[] {
  const size = values.reduce((sum, value) => sum + value.length, 0);
  return size > largest ? [{ type: "tooLong", field, detail: `may not be more than ${largest} bytes` }] : [];
}

/** A map that says that it is immutable stays as it is, and stays immutable. */
export function validateImmutable(next: KubernetesObject, old: KubernetesObject): FieldError[] {
  const errors: FieldError[] = next["type"] === old["type"] ? [] : immutable("type", next["type"], old["type"]);
  if (old["immutable"] !== true) return errors;
  if (next["immutable"] !== true) errors.push(prohibited("immutable", "field is immutable when `immutable` is set"));
  for (const part of ["data", "binaryData"])
    if (next[part] !== old[part]) errors.push(prohibited(part, "field is immutable when `immutable` is set"));
  return errors;
}
