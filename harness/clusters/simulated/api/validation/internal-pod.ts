import type { Mutable } from "../decode.ts";
import { internalTypes } from "./internal-pod-types.ts";

type TypeName = keyof typeof internalTypes;

interface Field {
  readonly name: string;
  /** How clients write the name. */
  readonly key: string;
  readonly form: ":" | "?" | "[]" | "{}";
  readonly type: string;
}

/** A pod's spec as the server's internal type, whose fields have no names for JSON, prints itself. */
export function internalPodSpec(spec: Mutable): Mutable {
  // The internal type keeps these with the security context.
  const host = ["hostNetwork", "hostPID", "hostIPC", "shareProcessNamespace", "hostUsers"];
  const held = Object.fromEntries(
    host.filter((key) => spec[key] !== undefined).map((key) => [key, spec[key] as unknown]),
  );
  const securityContext = { ...spec["securityContext"], ...held };
  return printed("PodSpec", { ...spec, securityContext });
}

/** Where a volume's bytes are, likewise. */
export function internalVolumeSource(spec: Mutable): Mutable {
  return printed("PersistentVolumeSource", spec);
}

/** What a container may do, likewise. */
export function internalSecurityContext(context: Mutable): Mutable {
  return printed("SecurityContext", context);
}

/** A template of pods, likewise; the fields of metadata have names for JSON. */
export function internalTemplate({ metadata = {}, spec = {} }: Mutable): Mutable {
  const order = ["name", "generateName", "namespace", "labels", "annotations", "ownerReferences", "finalizers"];
  const own = order.filter((key) => metadata[key] !== undefined).map((key) => [key, metadata[key] as unknown]);
  return { ...Object.fromEntries(own), Spec: internalPodSpec(spec) };
}

function printed(type: TypeName, value: Mutable): Mutable {
  return Object.fromEntries(fieldsOf(type).map((field) => [field.name, printedField(field, value[field.key])]));
}

function printedField({ form, type }: Field, value: unknown): unknown {
  const isKnown = type in internalTypes;
  const print = (item: unknown) => (isKnown ? printed(type as TypeName, item as Mutable) : item);
  if (form === ":" && isKnown) return print(value ?? {});
  if (form === ":") return value ?? zeros[type];
  if (value === undefined) return null;
  return form === "[]" ? (value as readonly unknown[]).map(print) : print(value);
}

const zeros: Readonly<Record<string, unknown>> = { text: "", number: 0, flag: false, quantity: "0" };

function fieldsOf(type: TypeName): readonly Field[] {
  return internalTypes[type].split(" ").flatMap((text): readonly Field[] => {
    if (text.startsWith("+")) return fieldsOf(text.slice(1) as TypeName);
    const [, name = "", form = "?", of = ""] = /^(\w+?)(:|\?|\[\]|\{\})(\w*)$/.exec(text) ?? [];
    return [{ name, key: keyOf(name), form: form as Field["form"], type: of }];
  });
}

/** `DNSPolicy` is `dnsPolicy` for clients, `TTY` is `tty`. */
function keyOf(name: string): string {
  const other: Readonly<Record<string, string>> = { CephFS: "cephfs", StorageOS: "storageos" };
  return other[name] ?? name.replace(/^[A-Z]+(?![a-z])|^[A-Z]/, (start) => start.toLowerCase());
}
