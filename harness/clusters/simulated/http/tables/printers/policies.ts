import type { KubernetesObject } from "../../../../kubernetes.ts";
import { age, formatSelector, orNone } from "../cells.ts";
import { column, columns, nameColumn, wide, type Printer } from "../printer.ts";

export const disruptionBudgetPrinter: Printer = {
  columns: [
    nameColumn,
    ...columns("Min Available", "Max Unavailable"),
    column("Allowed Disruptions", "integer"),
    column("Age"),
  ],
  cells: (budget, now) => [
    budget.metadata.name,
    String(budget["spec"].minAvailable ?? "N/A"),
    String(budget["spec"].maxUnavailable ?? "N/A"),
    budget["status"]?.disruptionsAllowed ?? 0,
    age(budget, now),
  ],
};

export const resourceQuotaPrinter: Printer = {
  columns: [nameColumn, ...columns("Request", "Limit", "Age")],
  cells: (quota, now) => {
    const hard: Readonly<Record<string, string>> = quota["status"]?.hard ?? {};
    const used: Readonly<Record<string, string>> = quota["status"]?.used ?? {};
    const shown = (isLimit: boolean) =>
      Object.keys(hard)
        .filter((name) => name.startsWith("limits.") === isLimit)
        .sort()
        .map((name) => `${name}: ${used[name] ?? 0}/${hard[name]}`)
        .join(", ");
    return [quota.metadata.name, shown(false), shown(true), age(quota, now)];
  },
};

export const networkPolicyPrinter: Printer = {
  columns: [nameColumn, ...columns("Pod-Selector", "Age")],
  cells: (policy, now) => [policy.metadata.name, formatSelector(policy["spec"].podSelector), age(policy, now)],
};

export const ingressClassPrinter: Printer = {
  columns: [nameColumn, ...columns("Controller", "Parameters", "Age")],
  cells: ({ metadata, spec, ...rest }, now) => {
    const { kind, apiGroup, name } = spec?.parameters ?? {};
    const parameters = kind === undefined ? "" : `${kind}${apiGroup === undefined ? "" : `.${apiGroup}`}/${name}`;
    return [
      metadata.name,
      spec?.controller ?? "",
      orNone(parameters),
      age({ metadata, ...rest } as KubernetesObject, now),
    ];
  },
};

export const ingressPrinter: Printer = {
  columns: [nameColumn, ...columns("Class", "Hosts", "Address", "Ports", "Age")],
  cells: (ingress, now) => {
    const { spec, status } = ingress;
    const rules = (spec.rules ?? []) as readonly { readonly host?: string }[];
    const hosts = rules.flatMap(({ host = "" }) => (host === "" ? [] : [host]));
    const more = hosts.length > 3 ? ` + ${hosts.length - 3} more...` : "";
    const addresses = (status?.loadBalancer?.ingress ?? []) as readonly {
      readonly ip?: string;
      readonly hostname?: string;
    }[];
    return [
      ingress.metadata.name,
      spec.ingressClassName ?? "<none>",
      hosts.length === 0 ? "*" : hosts.slice(0, 3).join(",") + more,
      addresses.map(({ ip, hostname }) => ip ?? hostname).join(","),
      spec.tls === undefined ? "80" : "80, 443",
      age(ingress, now),
    ];
  },
};

const accessModes: Readonly<Record<string, string>> = {
  ReadWriteOnce: "RWO",
  ReadOnlyMany: "ROX",
  ReadWriteMany: "RWX",
  ReadWriteOncePod: "RWOP",
};

export const volumePrinter: Printer = {
  columns: [
    nameColumn,
    ...columns("Capacity", "Access Modes", "Reclaim Policy", "Status", "Claim", "StorageClass"),
    ...columns("VolumeAttributesClass", "Reason", "Age"),
    wide("VolumeMode"),
  ],
  cells: (volume, now) => {
    const { spec, status } = volume;
    return [
      volume.metadata.name,
      spec.capacity?.storage ?? "0",
      ((spec.accessModes ?? []) as readonly string[]).map((mode) => accessModes[mode] ?? mode).join(","),
      spec.persistentVolumeReclaimPolicy ?? "",
      volume.metadata.deletionTimestamp === undefined ? (status?.phase ?? "") : "Terminating",
      spec.claimRef === undefined ? "" : `${spec.claimRef.namespace}/${spec.claimRef.name}`,
      spec.storageClassName ?? "",
      spec.volumeAttributesClassName ?? "<unset>",
      status?.reason ?? "",
      age(volume, now),
      spec.volumeMode ?? "<unset>",
    ];
  },
};

export const storageClassPrinter: Printer = {
  columns: [
    nameColumn,
    ...columns("Provisioner", "ReclaimPolicy", "VolumeBindingMode"),
    column("AllowVolumeExpansion"),
    column("Age"),
  ],
  cells: (storageClass, now) => {
    const { name, annotations } = storageClass.metadata;
    const isDefault = annotations?.["storageclass.kubernetes.io/is-default-class"] === "true";
    return [
      isDefault ? `${name} (default)` : name,
      storageClass["provisioner"],
      storageClass["reclaimPolicy"] ?? "Delete",
      storageClass["volumeBindingMode"] ?? "Immediate",
      storageClass["allowVolumeExpansion"] ?? false,
      age(storageClass, now),
    ];
  },
};

export const volumeClaimPrinter: Printer = {
  columns: [
    nameColumn,
    ...columns("Status", "Volume", "Capacity", "Access Modes", "StorageClass", "VolumeAttributesClass", "Age"),
    wide("VolumeMode"),
  ],
  cells: (claim, now) => {
    const { spec, status } = claim;
    const isBound = (spec.volumeName ?? "") !== "";
    const modes = ((isBound ? status?.accessModes : undefined) ?? []) as readonly string[];
    return [
      claim.metadata.name,
      claim.metadata.deletionTimestamp === undefined ? (status?.phase ?? "") : "Terminating",
      spec.volumeName ?? "",
      isBound ? (status?.capacity?.storage ?? "0") : "",
      modes.map((mode) => accessModes[mode] ?? mode).join(","),
      spec.storageClassName ?? "",
      spec.volumeAttributesClassName ?? "<unset>",
      age(claim, now),
      spec.volumeMode ?? "<unset>",
    ];
  },
};
