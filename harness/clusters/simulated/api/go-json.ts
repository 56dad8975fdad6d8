const literals = ["null", "true", "false"];

/** What Go's decoder says of a text that is no JSON; undefined for one that is. */
export function jsonProblem(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return worded(text.trim()) ?? (error as Error).message.replace(/^Unexpected end/, "unexpected end");
  }
}

/** Go's words where the very beginning is wrong, as with a text that is something else altogether. */
function worded(text: string): string | undefined {
  const [first] = text;
  if (first === undefined || /[{["\d-]/.test(first)) return undefined;
  const literal = literals.find((name) => name.startsWith(first));
  if (literal === undefined) return `invalid character '${first}' looking for beginning of value`;
  const at = [...literal].findIndex((letter, index) => letter !== text[index]);
  if (at < 0 || text[at] === undefined) return undefined;
  return `invalid character '${text[at]}' in literal ${literal} (expecting '${literal[at]}')`;
}
