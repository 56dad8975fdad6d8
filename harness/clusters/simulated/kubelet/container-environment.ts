import { configData } from "../../config-hash.ts";
import type { KubernetesObject } from "../../kubernetes.ts";
import type { Container, Pod } from "../kinds/pod.ts";
import type { Service } from "../kinds/service.ts";
import { fieldOf } from "./downward.ts";

interface KeyReference {
  readonly name?: string;
  readonly key?: string;
}

interface Variable {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: {
    readonly fieldRef?: { readonly fieldPath: string };
    readonly resourceFieldRef?: { readonly resource: string };
    readonly configMapKeyRef?: KeyReference;
    readonly secretKeyRef?: KeyReference;
  };
}

interface Source {
  readonly prefix?: string;
  readonly configMapRef?: KeyReference;
  readonly secretRef?: KeyReference;
}

export type ObjectLookup = (resource: "configmaps" | "secrets", name: string) => KubernetesObject | undefined;

export interface EnvironmentSource {
  readonly pod: Pod;
  readonly podIP: string;
  readonly hostIP: string;
  readonly container: Container;
  /** Set by the image. */
  readonly image: Readonly<Record<string, string>>;
  /** ConfigMaps and Secrets as they were when the container started. */
  readonly find: ObjectLookup;
  /** Those that were there when the container started. */
  readonly services: readonly Service[];
}

/** The environment of a container's processes: the runtime's own, the image's, the container's, then the services'. */
export function environmentOf(source: EnvironmentSource): ReadonlyMap<string, string> {
  const { pod, container, image, find, services } = source;
  const own = new Map<string, string>();
  for (const { prefix = "", configMapRef, secretRef } of (container["envFrom"] ?? []) as readonly Source[]) {
    const object = configMapRef ? find("configmaps", configMapRef.name ?? "") : find("secrets", secretRef?.name ?? "");
    for (const [key, value] of Object.entries(object === undefined ? {} : configData(object)).sort())
      own.set(`${prefix}${key}`, value);
  }
  const links =
    pod.spec["enableServiceLinks"] === false ? new Map<string, string>() : serviceVariables(source, services);
  for (const variable of (container["env"] ?? []) as readonly Variable[]) {
    const value = valueOf(variable, source);
    if (value !== undefined)
      own.set(
        variable.name,
        expand(value, (name) => own.get(name) ?? links.get(name)),
      );
  }
  return new Map([
    ["PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"],
    ["HOSTNAME", hostnameOf(pod)],
    ...Object.entries(image),
    ...own,
    ...[...links].filter(([name]) => !own.has(name)),
    ...(own.has("HOME") ? [] : [["HOME", "/"] as const]),
  ]);
}

export function hostnameOf({ metadata, spec }: Pod): string {
  return ((spec["hostname"] as string | undefined) ?? metadata.name).slice(0, 63);
}

function valueOf({ value, valueFrom }: Variable, source: EnvironmentSource): string | undefined {
  if (valueFrom === undefined) return value ?? "";
  const { fieldRef, configMapKeyRef, secretKeyRef } = valueFrom;
  if (fieldRef !== undefined) return fieldOf(fieldRef.fieldPath, source);
  const reference = configMapKeyRef ?? secretKeyRef;
  if (reference === undefined) return undefined;
  const object = source.find(configMapKeyRef === undefined ? "secrets" : "configmaps", reference.name ?? "");
  return object === undefined ? undefined : configData(object)[reference.key ?? ""];
}

/** `$(NAME)` stands for a variable that was set before; `$$` for one dollar sign. */
function expand(text: string, find: (name: string) => string | undefined): string {
  return text.replaceAll(/\$\$|\$\(([-._a-zA-Z][-._a-zA-Z0-9]*)\)/g, (whole, name: string | undefined) =>
    name === undefined ? "$" : (find(name) ?? whole),
  );
}

/** As the first container engine did it: variables about every service of the namespace, and about the API's own. */
function serviceVariables({ pod }: EnvironmentSource, services: readonly Service[]): Map<string, string> {
  const variables = new Map<string, string>();
  for (const { metadata, spec } of services) {
    const isApi = metadata.namespace === "default" && metadata.name === "kubernetes";
    const address = spec.clusterIP ?? "";
    if ((metadata.namespace !== pod.metadata.namespace && !isApi) || ["", "None"].includes(address)) continue;
    const name = metadata.name.toUpperCase().replaceAll("-", "_");
    const ports = spec.ports ?? [];
    for (const [i, { name: portName, port, protocol = "TCP" }] of ports.entries()) {
      const url = `${protocol.toLowerCase()}://${address}:${port}`;
      const prefix = `${name}_PORT_${port}_${protocol}`;
      if (i === 0) {
        variables.set(`${name}_SERVICE_HOST`, address);
        variables.set(`${name}_SERVICE_PORT`, String(port));
        variables.set(`${name}_PORT`, url);
      }
      if (portName !== undefined && portName !== "")
        variables.set(`${name}_SERVICE_PORT_${portName.toUpperCase().replaceAll("-", "_")}`, String(port));
      variables.set(prefix, url);
      variables.set(`${prefix}_PROTO`, protocol.toLowerCase());
      variables.set(`${prefix}_PORT`, String(port));
      variables.set(`${prefix}_ADDR`, address);
    }
  }
  return variables;
}
