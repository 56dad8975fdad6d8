import { age } from "../cells.ts";
import { column, columns, nameColumn, type Printer } from "../printer.ts";

/** For webhook configurations of both kinds. */
export const webhooksPrinter: Printer = {
  columns: [nameColumn, column("Webhooks", "integer"), column("Age")],
  cells: (configuration, now) => [
    configuration.metadata.name,
    (configuration["webhooks"] ?? []).length,
    age(configuration, now),
  ],
};

const unset = "<unset>";

export const admissionPolicyPrinter: Printer = {
  columns: [nameColumn, column("Validations", "integer"), ...columns("ParamKind", "Age")],
  cells: (policy, now) => {
    const { validations = [], paramKind } = policy["spec"];
    const kind = paramKind === undefined ? unset : `${paramKind.apiVersion}/${paramKind.kind}`;
    return [policy.metadata.name, validations.length, kind, age(policy, now)];
  },
};

export const admissionPolicyBindingPrinter: Printer = {
  columns: [nameColumn, ...columns("PolicyName", "ParamRef", "Age")],
  cells: (binding, now) => {
    const { policyName, paramRef } = binding["spec"];
    const name: string = paramRef?.name ?? (paramRef?.selector === undefined ? unset : "<selector>");
    const shown = paramRef?.name === undefined ? name : `${paramRef.namespace ?? "*"}/${name}`;
    return [binding.metadata.name, policyName, shown, age(binding, now)];
  },
};
