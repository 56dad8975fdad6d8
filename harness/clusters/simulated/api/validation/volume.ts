import type { KubernetesObject } from "../../../kubernetes.ts";
import { equal } from "../apply/typed.ts";
import type { Mutable } from "../decode.ts";
import { compareQuantities } from "../quantity.ts";
import type { FieldError } from "../status-error.ts";
import { validateAccessModes } from "./claim.ts";
import { each, immutable, oneOf, prohibited, required, wrong } from "./field-errors.ts";
import { internalVolumeSource } from "./internal-pod.ts";
import { subdomainProblems } from "./names.ts";
import { validateNodeSelector } from "./pods/affinity.ts";
import { withoutBacksteps } from "./pods/paths.ts";
import { unifiedDiff } from "./spec-diff.ts";
import { validateDriver, volumeSources, type SourceRule } from "./pods/volume-sources.ts";

const onlyHere: Readonly<Record<string, SourceRule>> = {
  local: ({ path = "" }, field) =>
    path === "" ? [required(`${field}.path`)] : withoutBacksteps(`${field}.path`, path),
  csi: ({ driver = "", volumeHandle = "" }, field) => [
    ...validateDriver(driver, `${field}.driver`),
    ...(volumeHandle === "" ? [required(`${field}.volumeHandle`)] : []),
  ],
};

/** The sources in the order in which the server looks at them. */
const sources = [
  "hostPath",
  "gcePersistentDisk",
  "awsElasticBlockStore",
  "glusterfs",
  "flocker",
  "nfs",
  "rbd",
  "quobyte",
  "cephfs",
  "iscsi",
  "cinder",
  "fc",
  "flexVolume",
  "azureFile",
  "vsphereVolume",
  "photonPersistentDisk",
  "portworxVolume",
  "azureDisk",
  "scaleIO",
  "local",
  "storageos",
  "csi",
];

/** What a PersistentVolume has to say. */
export function validateVolume({ spec = {} }: KubernetesObject): FieldError[] {
  const { accessModes = [], capacity, nodeAffinity, storageClassName = "", volumeMode } = spec;
  return [
    ...(accessModes.length === 0 ? [required("spec.accessModes")] : []),
    ...validateAccessModes(accessModes, "spec.accessModes"),
    ...validateCapacity(capacity),
    ...oneOf("spec.persistentVolumeReclaimPolicy", spec.persistentVolumeReclaimPolicy, ["Delete", "Recycle", "Retain"]),
    ...(nodeAffinity === undefined ? [] : validateNodeAffinity(nodeAffinity)),
    ...validateSource(spec),
    ...(spec.hostPath?.path === "/" && spec.persistentVolumeReclaimPolicy === "Recycle"
      ? [prohibited("spec.persistentVolumeReclaimPolicy", "may not be 'recycle' for a hostPath mount of '/'")]
      : []),
    ...(storageClassName === "" ? [] : each("spec.storageClassName", storageClassName, subdomainProblems)),
    ...(volumeMode === undefined ? [] : oneOf("spec.volumeMode", volumeMode, ["Block", "Filesystem"])),
  ];
}

function validateCapacity(capacity: Readonly<Record<string, string>> | undefined): FieldError[] {
  const at = "spec.capacity";
  const names = Object.keys(capacity ?? {});
  const errors = names.length === 0 ? [required(at)] : [];
  if (!names.includes("storage") || names.length > 1)
    errors.push({ type: "unsupported", field: at, value: capacity ?? null, detail: 'supported values: "storage"' });
  for (const name of names)
    if (compareQuantities(capacity![name]!, 0) <= 0)
      errors.push(wrong(`${at}[${name}]`, capacity![name], "must be greater than zero"));
  return errors;
}

function validateNodeAffinity({ required: terms }: Mutable): FieldError[] {
  const at = "spec.nodeAffinity.required";
  return terms === undefined
    ? [required(at, "must specify required node constraints")]
    : validateNodeSelector(terms, at);
}

function validateSource(spec: Mutable): FieldError[] {
  const [first, ...others] = sources.filter((name) => spec[name] !== undefined);
  if (first === undefined) return [required("spec", "must specify a volume type")];
  const rule = onlyHere[first] ?? volumeSources.get(first);
  return [
    ...(rule?.(spec[first], `spec.${first}`) ?? []),
    ...(first === "local" && spec["nodeAffinity"] === undefined
      ? [required("spec.nodeAffinity", "Local volume requires node affinity")]
      : []),
    ...others.map((name) =>
      prohibited(`spec.${name === "cephfs" ? "cephFS" : name}`, "may not specify more than 1 volume type"),
    ),
  ];
}

/** Where a volume's bytes are stays as it was. */
export function validateVolumeUpdate({ spec }: KubernetesObject, { spec: old }: KubernetesObject): FieldError[] {
  const [before, after] = [internalVolumeSource(old), internalVolumeSource(spec)];
  return [
    ...(equal(before, after)
      ? []
      : [
          prohibited(
            "spec.persistentvolumesource",
            `spec.persistentvolumesource is immutable after creation\n${unifiedDiff(before, after)}`,
          ),
        ]),
    ...immutable("volumeMode", spec.volumeMode, old.volumeMode),
    ...(old.nodeAffinity === undefined || equal(old.nodeAffinity, spec.nodeAffinity)
      ? []
      : immutable("nodeAffinity", spec.nodeAffinity, old.nodeAffinity)),
  ];
}
