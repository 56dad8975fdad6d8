const subdomain = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const label = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const serviceLabel = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;
const qualifiedPart = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const labelValue = /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/;

const tooLong = (limit: number) => `must be no more than ${limit} characters`;

/** What is wrong with an RFC 1123 subdomain; nothing when it is one. */
export function subdomainProblems(name: string): string[] {
  return [
    ...(name.length > 253 ? [tooLong(253)] : []),
    ...(subdomain.test(name)
      ? []
      : [
          "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
        ]),
  ];
}

/** What is wrong with a subdomain whose first label is a star. */
export function wildcardProblems(name: string): string[] {
  return [
    ...(name.length > 253 ? [tooLong(253)] : []),
    ...(name.startsWith("*.") && subdomain.test(name.slice(2))
      ? []
      : [
          "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case alphanumeric characters, '-' or '.' and end with an alphanumeric character (e.g. '*.example.com', regex used for validation is '\\*\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
        ]),
  ];
}

/** What is wrong with an RFC 1123 label. */
export function labelProblems(name: string): string[] {
  return [
    ...(name.length > 63 ? [tooLong(63)] : []),
    ...(label.test(name)
      ? []
      : subdomain.test(name)
        ? ["must not contain dots"]
        : [
            "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')",
          ]),
  ];
}

/** What is wrong with an RFC 1035 label, which may not begin with a digit. */
export function serviceLabelProblems(name: string): string[] {
  return [
    ...(name.length > 63 ? [tooLong(63)] : []),
    ...(serviceLabel.test(name)
      ? []
      : [
          "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')",
        ]),
  ];
}

/** What is wrong with a key of a label or an annotation: `prefix/name`. */
export function qualifiedNameProblems(key: string): string[] {
  const parts = key.split("/");
  const name = parts.at(-1)!;
  const example =
    "(e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
  if (parts.length > 2)
    return [
      `a qualified name must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character ${example} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
    ];
  const problems: string[] = [];
  if (parts.length === 2) {
    if (parts[0] === "") problems.push("prefix part must be non-empty");
    else problems.push(...subdomainProblems(parts[0]!).map((problem) => `prefix part ${problem}`));
  }
  if (name === "") problems.push("name part must be non-empty");
  else if (name.length > 63) problems.push(`name part ${tooLong(63)}`);
  if (!qualifiedPart.test(name))
    problems.push(
      `name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character ${example}`,
    );
  return problems;
}

/** What is wrong with the value of a label; the empty one is fine. */
export function labelValueProblems(value: string): string[] {
  return [
    ...(value.length > 63 ? [tooLong(63)] : []),
    ...(labelValue.test(value)
      ? []
      : [
          "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')",
        ]),
  ];
}
