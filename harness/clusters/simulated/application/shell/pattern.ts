/** Whether a text is what a pattern of `*`, `?` and `[...]` describes. A backslash makes the next character stand for itself. */
export function matchesPattern(text: string, pattern: string): boolean {
  return compile(pattern)(text);
}

type Matcher = (char: string) => boolean;

/** Without regular expressions: hostile patterns must not take exponential time. */
function compile(pattern: string): (text: string) => boolean {
  const items: (Matcher | "any")[] = [];
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern[i]!;
    if (char === "*") items.push("any");
    else if (char === "?") items.push(() => true);
    else if (char === "[" && pattern.indexOf("]", i + 2) > 0) {
      const end = pattern.indexOf("]", i + 2);
      items.push(bracket(pattern.slice(i + 1, end)));
      i = end;
    } else {
      const literal = char === "\\" && i + 1 < pattern.length ? pattern[++i]! : char;
      items.push((other) => other === literal);
    }
  }
  return (text) => {
    let [at, item, star, mark] = [0, 0, -1, 0];
    while (at < text.length) {
      const wanted = items[item];
      if (wanted === "any") [star, mark] = [item++, at];
      else if (wanted?.(text[at]!) === true) [at, item] = [at + 1, item + 1];
      else if (star >= 0) [item, at] = [star + 1, ++mark];
      else return false;
    }
    return items.slice(item).every((wanted) => wanted === "any");
  };
}

function bracket(text: string): Matcher {
  const negated = /^[!^]/.test(text);
  const body = negated ? text.slice(1) : text;
  const matches = (char: string) => {
    for (let i = 0; i < body.length; i++)
      if (body[i + 1] === "-" && i + 2 < body.length) {
        if (char >= body[i]! && char <= body[i + 2]!) return true;
        i += 2;
      } else if (body[i] === char) return true;
    return false;
  };
  return (char) => matches(char) !== negated;
}
