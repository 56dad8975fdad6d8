import type { Mutable } from "../../decode.ts";
import type { FieldError } from "../../status-error.ts";
import { validateAddress } from "../addresses.ts";
import { each, required, wrong } from "../field-errors.ts";
import { subdomainProblems } from "../names.ts";

const most = { nameservers: 3, searches: 32, characters: 2048 };

/** How the containers of a pod resolve names. */
export function validateDns(config: Mutable | undefined, policy: unknown, field: string): FieldError[] {
  if (policy === "None" && config === undefined)
    return [required(field, "must provide `dnsConfig` when `dnsPolicy` is None")];
  const {
    nameservers = [],
    searches = [],
    options = [],
  } = (config ?? {}) as {
    readonly nameservers?: readonly string[];
    readonly searches?: readonly string[];
    readonly options?: readonly Mutable[];
  };
  if (policy === "None" && nameservers.length === 0)
    return [required(`${field}.nameservers`, "must provide at least one DNS nameserver when `dnsPolicy` is None")];
  const tooMany = (list: string, values: readonly string[], what: string) =>
    wrong(`${field}.${list}`, values, `must not have more than ${what}`);
  const { characters } = most;
  return [
    ...(nameservers.length > most.nameservers
      ? [tooMany("nameservers", nameservers, `${most.nameservers} nameservers`)]
      : []),
    ...nameservers.flatMap((address, index) => validateAddress(`${field}.nameservers[${index}]`, address)),
    ...(searches.length > most.searches ? [tooMany("searches", searches, `${most.searches} search paths`)] : []),
    ...(searches.join(" ").length > characters
      ? [tooMany("searches", searches, `${characters} characters (including spaces) in the search list`)]
      : []),
    ...searches.flatMap((search, index) => validateSearch(search, `${field}.searches[${index}]`)),
    ...options.flatMap(({ name = "" }, index) =>
      name === "" ? [required(`${field}.options[${index}]`, "must not be empty")] : [],
    ),
  ];
}

const part = "_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?";
const searchFormat = `${part}(\\.${part})*`;
const searchPattern = new RegExp(`^${searchFormat}$`);

/** Underscores are fine here. */
function validateSearch(search: string, field: string): FieldError[] {
  const name = search.replace(/\.$/, "");
  if (search === "." || (name.length <= 253 && searchPattern.test(name))) return [];
  const problem = `a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '${searchFormat}')`;
  return [wrong(field, name, searchPattern.test(name) ? "must be no more than 253 characters" : problem)];
}

/** Lines of a pod's hosts file. */
export function validateHostAliases(aliases: readonly Mutable[] = [], field: string): FieldError[] {
  return aliases.flatMap(({ ip = "", hostnames = [] }, index) => [
    ...validateAddress(`${field}[${index}].ip`, ip),
    ...(hostnames as readonly string[]).flatMap((name, at) =>
      each(`${field}[${index}].hostnames[${at}]`, name, subdomainProblems),
    ),
  ]);
}
