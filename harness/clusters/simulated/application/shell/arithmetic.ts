import { ShellFailure } from "./shell-failure.ts";

const levels: readonly (readonly string[])[] = [
  ["||"],
  ["&&"],
  ["|"],
  ["^"],
  ["&"],
  ["==", "!="],
  ["<=", ">=", "<", ">"],
  ["<<", ">>"],
  ["+", "-"],
  ["*", "/", "%"],
];

/** Value of an arithmetic expansion; names that are no numbers count as 0. @throws ShellFailure */
export function evaluate(text: string, variable: (name: string) => string | undefined): number {
  const tokens = text.match(/\d+|[A-Za-z_]\w*|\|\||&&|<<|>>|[<>=!]=|[-+*/%()<>|^&!~]|\S/g) ?? [];
  let at = 0;
  let depth = 0;
  const wrong = () => new ShellFailure("arithmetic syntax error", 2);
  const unary = (): number => {
    if (++depth > 200) throw wrong();
    const token = tokens[at++];
    if (token === undefined) throw wrong();
    if (token === "-") return -unary();
    if (token === "+") return unary();
    if (token === "!") return unary() === 0 ? 1 : 0;
    if (token === "~") return ~unary();
    if (token === "(") {
      const value = binary(0);
      if (tokens[at++] !== ")") throw wrong();
      return value;
    }
    if (/^\d/.test(token)) return Number(token);
    if (/^\w/.test(token)) return Number.parseInt(variable(token) ?? "0", 10) || 0;
    throw wrong();
  };
  const binary = (level: number): number => {
    const operators = levels[level];
    if (operators === undefined) return unary();
    let left = binary(level + 1);
    for (let token = tokens[at]; token !== undefined && operators.includes(token); token = tokens[at]) {
      at++;
      left = apply(token, left, binary(level + 1));
    }
    return left;
  };
  if (tokens.length === 0) return 0;
  const value = binary(0);
  if (at < tokens.length) throw wrong();
  return value;
}

function apply(operator: string, a: number, b: number): number {
  switch (operator) {
    case "||":
      return a !== 0 || b !== 0 ? 1 : 0;
    case "&&":
      return a !== 0 && b !== 0 ? 1 : 0;
    case "|":
      return a | b;
    case "^":
      return a ^ b;
    case "&":
      return a & b;
    case "==":
      return a === b ? 1 : 0;
    case "!=":
      return a !== b ? 1 : 0;
    case "<=":
      return a <= b ? 1 : 0;
    case ">=":
      return a >= b ? 1 : 0;
    case "<":
      return a < b ? 1 : 0;
    case ">":
      return a > b ? 1 : 0;
    case "<<":
      return a << b;
    case ">>":
      return a >> b;
    case "+":
      return a + b;
    case "-":
      return a - b;
    case "*":
      return a * b;
    default:
      if (b === 0) throw new ShellFailure("divide by zero", 2);
      return operator === "/" ? Math.trunc(a / b) : a % b;
  }
}
