import type { Mutable } from "../../decode.ts";
import { compareQuantities } from "../../quantity.ts";
import type { FieldError } from "../../status-error.ts";
import { validateClaim } from "../claim.ts";
import { each, oneOf, prohibited, required, wrong } from "../field-errors.ts";
import { subdomainProblems } from "../names.ts";
import { validateKeyToPath } from "./key-to-path.ts";
import { descending, fileMode, withoutBacksteps } from "./paths.ts";
import { validateDownwardFile, validateProjections } from "./projections.ts";

export type SourceRule = (source: Mutable, field: string) => FieldError[];

const hostPathTypes = [
  "",
  "BlockDevice",
  "CharDevice",
  "Directory",
  "DirectoryOrCreate",
  "File",
  "FileOrCreate",
  "Socket",
];

/** An error for each of these that is missing. */
const needing =
  (...names: readonly string[]): SourceRule =>
  (source, field) =>
    names.flatMap((name) => ((source[name] ?? "") === "" ? [required(`${field}.${name}`)] : []));

export const validateHostPath: SourceRule = ({ path = "", type }, field) =>
  path === ""
    ? [required(`${field}.path`)]
    : [
        ...withoutBacksteps(`${field}.path`, path),
        ...(type === undefined ? [] : oneOf(`${field}.type`, type, hostPathTypes)),
      ];

export const validateNfs: SourceRule = (source, field) => {
  const { path = "" } = source;
  const errors = needing("server", "path")(source, field);
  return path.startsWith("/") ? errors : [...errors, wrong(`${field}.path`, path, "must be an absolute path")];
};

/** The name of a driver for storage. */
export function validateDriver(driver: string, field: string): FieldError[] {
  return [
    ...(driver === "" ? [required(field)] : []),
    ...(driver.length > 63 ? [{ type: "tooLong", field, detail: "may not be more than 63 bytes" } as const] : []),
    ...each(field, driver.toLowerCase(), subdomainProblems),
  ];
}

function validateKeys(source: Mutable, field: string, name: string): FieldError[] {
  const items: readonly Mutable[] = source["items"] ?? [];
  return [
    ...needing(name)(source, field),
    ...fileMode(`${field}.defaultMode`, source["defaultMode"]),
    ...items.flatMap((item, index) => validateKeyToPath(item, `${field}.items[${index}]`)),
  ];
}

const validateIscsi: SourceRule = (source, field) => {
  const { lun = 0, discoveryCHAPAuth, sessionCHAPAuth, secretRef } = source;
  const errors = needing("targetPortal", "iqn")(source, field);
  if (lun < 0 || lun > 255) errors.push(wrong(`${field}.lun`, lun, "must be between 0 and 255, inclusive"));
  if ((discoveryCHAPAuth === true || sessionCHAPAuth === true) && secretRef === undefined)
    errors.push(required(`${field}.secretRef`));
  return errors;
};

const validateEphemeral: SourceRule = ({ volumeClaimTemplate }, field) => {
  const at = `${field}.volumeClaimTemplate`;
  return volumeClaimTemplate === undefined
    ? [required(at)]
    : validateClaim(volumeClaimTemplate.spec ?? {}, `${at}.spec`);
};

/** The sources in the order in which the server looks at them: the second that it meets is the one too many. */
export const volumeSources: ReadonlyMap<string, SourceRule> = new Map<string, SourceRule>([
  [
    "emptyDir",
    ({ sizeLimit }, field) =>
      sizeLimit !== undefined && compareQuantities(sizeLimit, 0) < 0
        ? [prohibited(`${field}.sizeLimit`, "SizeLimit field must be a valid resource quantity")]
        : [],
  ],
  ["hostPath", validateHostPath],
  [
    "gitRepo",
    (source, field) => [
      ...needing("repository")(source, field),
      ...descending(`${field}.directory`, source["directory"] ?? ""),
    ],
  ],
  ["gcePersistentDisk", needing("pdName")],
  ["awsElasticBlockStore", needing("volumeID")],
  ["secret", (source, field) => validateKeys(source, field, "secretName")],
  ["nfs", validateNfs],
  ["iscsi", validateIscsi],
  ["glusterfs", needing("endpoints", "path")],
  ["flocker", needing()],
  ["persistentVolumeClaim", needing("claimName")],
  ["rbd", needing()],
  ["cinder", needing("volumeID")],
  ["cephfs", needing()],
  ["quobyte", needing()],
  [
    "downwardAPI",
    (source, field) => [
      ...fileMode(`${field}.defaultMode`, source["defaultMode"]),
      ...((source["items"] ?? []) as readonly Mutable[]).flatMap((item) => validateDownwardFile(item, field)),
    ],
  ],
  ["fc", needing()],
  ["flexVolume", needing("driver")],
  ["configMap", (source, field) => validateKeys(source, field, "name")],
  ["azureFile", needing("secretName", "shareName")],
  ["vsphereVolume", needing("volumePath")],
  ["photonPersistentDisk", needing("pdID")],
  ["portworxVolume", needing("volumeID")],
  ["azureDisk", needing("diskName", "diskURI")],
  ["storageos", needing()],
  ["projected", validateProjections],
  ["scaleIO", needing()],
  ["csi", ({ driver = "" }, field) => validateDriver(driver, `${field}.driver`)],
  ["ephemeral", validateEphemeral],
  ["image", needing()],
]);
