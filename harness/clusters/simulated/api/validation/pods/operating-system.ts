import type { Mutable } from "../../decode.ts";
import type { FieldError } from "../../status-error.ts";
import { oneOf, prohibited, required } from "../field-errors.ts";

const fieldsOfLinux = [
  "appArmorProfile",
  "seLinuxOptions",
  "hostUsers",
  "hostPID",
  "hostIPC",
  "seccompProfile",
  "fsGroup",
  "fsGroupChangePolicy",
  "sysctls",
  "shareProcessNamespace",
  "runAsUser",
  "runAsGroup",
  "supplementalGroups",
  "supplementalGroupsPolicy",
  "seLinuxChangePolicy",
];
const fieldsOfThePod = new Set(["hostUsers", "hostPID", "hostIPC", "shareProcessNamespace"]);
const fieldsOfContainers = [
  "appArmorProfile",
  "seLinuxOptions",
  "seccompProfile",
  "capabilities",
  "readOnlyRootFilesystem",
  "privileged",
  "allowPrivilegeEscalation",
  "procMount",
  "runAsUser",
  "runAsGroup",
];

/** A pod that says for which system it is made says nothing of the other one. */
export function validateOperatingSystem(spec: Mutable, field: string): FieldError[] {
  const { os } = spec;
  if (os === undefined) return [];
  const { name = "" } = os as Mutable;
  if (name === "") return [required(`${field}.os.name`)];
  if (name !== "linux" && name !== "windows") return oneOf(`${field}.os`, name, ["linux", "windows"]);
  const contexts = [
    ...placed(spec, "initContainers", field),
    ...placed(spec, "containers", field),
    ...placed(spec, "ephemeralContainers", field),
  ];
  const own: Mutable = spec["securityContext"] ?? {};
  if (name === "linux")
    return [{ context: own, at: `${field}.securityContext` }, ...contexts]
      .filter(({ context }) => context["windowsOptions"] !== undefined)
      .map(({ at }) => prohibited(`${at}.windowsOptions`, "windows options cannot be set for a linux pod"));
  const refused = (at: string) => prohibited(at, "cannot be set for a windows pod");
  return [
    ...fieldsOfLinux.flatMap((key) => {
      if (fieldsOfThePod.has(key)) return isSet(spec[key]) ? [refused(`${field}.${key}`)] : [];
      return isSet(own[key]) ? [refused(`${field}.securityContext.${key}`)] : [];
    }),
    ...contexts.flatMap(({ context, at }) =>
      fieldsOfContainers.filter((key) => context[key] !== undefined).map((key) => refused(`${at}.${key}`)),
    ),
  ];
}

const isSet = (value: unknown) => value !== undefined && value !== false;

function placed(
  spec: Mutable,
  list: string,
  field: string,
): readonly { readonly context: Mutable; readonly at: string }[] {
  return ((spec[list] ?? []) as readonly Mutable[]).map((container, index) => ({
    context: container["securityContext"] ?? {},
    at: `${field}.${list}[${index}].securityContext`,
  }));
}
