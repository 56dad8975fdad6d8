import type { KubernetesObject } from "../../../../kubernetes.ts";
import { age, orNone } from "../cells.ts";
import { column, columns, nameColumn, wide, type Printer } from "../printer.ts";

const size = (map: unknown): number => Object.keys((map ?? {}) as object).length;

export const configMapPrinter: Printer = {
  columns: [nameColumn, ...columns("Data", "Age")],
  cells: (map, now) => [map.metadata.name, size(map["data"]) + size(map["binaryData"]), age(map, now)],
};

export const secretPrinter: Printer = {
  columns: [nameColumn, ...columns("Type", "Data", "Age")],
  cells: (secret, now) => [secret.metadata.name, secret["type"], size(secret["data"]), age(secret, now)],
};

export const namespacePrinter: Printer = {
  columns: [nameColumn, ...columns("Status", "Age")],
  cells: (namespace, now) => [namespace.metadata.name, namespace["status"]?.phase ?? "", age(namespace, now)],
};

export const serviceAccountPrinter: Printer = {
  columns: [nameColumn, ...columns("Secrets", "Age")],
  cells: (account, now) => [account.metadata.name, size(account["secrets"]), age(account, now)],
};

export const leasePrinter: Printer = {
  columns: [nameColumn, ...columns("Holder", "Age")],
  cells: (lease, now) => [lease.metadata.name, lease["spec"]?.holderIdentity ?? "", age(lease, now)],
};

export const priorityClassPrinter: Printer = {
  columns: [
    nameColumn,
    column("Value", "integer"),
    column("Global-Default", "boolean"),
    ...columns("Age", "PreemptionPolicy"),
  ],
  cells: (priorityClass, now) => [
    priorityClass.metadata.name,
    priorityClass["value"] ?? 0,
    priorityClass["globalDefault"] ?? false,
    age(priorityClass, now),
    priorityClass["preemptionPolicy"] ?? "",
  ],
};

interface RoleSubject {
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
}

export const roleBindingPrinter: Printer = {
  columns: [nameColumn, ...columns("Role", "Age"), wide("Users"), wide("Groups"), wide("ServiceAccounts")],
  cells: (binding, now) => [
    binding.metadata.name,
    `${binding["roleRef"].kind}/${binding["roleRef"].name}`,
    age(binding, now),
    subjects(binding, "User"),
    subjects(binding, "Group"),
    subjects(binding, "ServiceAccount"),
  ],
};

function subjects(binding: KubernetesObject, kind: string): string {
  return ((binding["subjects"] ?? []) as readonly RoleSubject[])
    .filter((subject) => subject.kind === kind)
    .map(({ name, namespace }) => (kind === "ServiceAccount" ? `${namespace}/${name}` : name))
    .join(", ");
}

/** For kinds that the real server has no printer for either. */
export const createdAtPrinter: Printer = {
  columns: [nameColumn, column("Created At", "date")],
  cells: ({ metadata }) => [metadata.name, metadata.creationTimestamp ?? null],
  isDefault: true,
};

/** For kinds that have no printer of their own here. */
export const agePrinter: Printer = {
  columns: [nameColumn, column("Age")],
  cells: (object, now) => [orNone(object.metadata.name), age(object, now)],
};
