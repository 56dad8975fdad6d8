import { describe, expect, test } from "vitest";
import { admissionVariables, CelCompiler, CelError, compileProblem, toCel } from "./program.ts";

const compiler = new CelCompiler(admissionVariables);
const object = toCel({
  metadata: { name: "web", labels: { app: "web" } },
  spec: { replicas: 4, ratio: 1.5, ports: [80, 443], cpu: "250m", image: "shop/web:v1" },
});
const value = (expression: string) => compiler.compile(expression).evaluate({ object, oldObject: null });

describe("An expression", () => {
  test.each<[string, unknown]>([
    ["object.spec.replicas <= 3", false],
    ["object.spec.replicas + 1", 5n],
    ["object.?spec.?missing.orValue('none')", "none"],
    ["has(object.spec.missing)", false],
    ["oldObject == null", true],
    ["object.spec.ports.isSorted() && object.spec.ports.sum() == 523", true],
    ["object.spec.image.replace('v1', 'v2').split(':')[1]", "v2"],
    ["'%s has %d'.format([object.metadata.name, object.spec.replicas])", "web has 4"],
    ["quantity(object.spec.cpu).isLessThan(quantity('1'))", true],
    ["sets.contains([80, 443], [80])", true],
    ["object.spec.image.find('[a-z]+:')", "web:"],
  ])("%s", (expression, expected) => {
    expect(value(expression)).toEqual(expected);
  });

  test("fails in the words of the real server.", () => {
    expect(() => value("object.spec.missing == 1")).toThrow(new CelError("no such key: missing"));
    expect(() => value("object.metadata.name + 1 == 2")).toThrow(new CelError("no such overload"));
  });

  // Texts as of Kubernetes 1.34.4.
  test("that is none is refused with the place of the mistake.", () => {
    expect(compileProblem("object.x ==")).toBe(
      "ERROR: <input>:1:12: Syntax error: mismatched input '<EOF>' expecting {'[', '{', '(', '.', '-', '!', 'true', 'false', 'null', NUM_FLOAT, NUM_INT, NUM_UINT, STRING, BYTES, IDENTIFIER}\n | object.x ==\n | ...........^",
    );
    expect(compileProblem("nothing.x")).toBe(
      "ERROR: <input>:1:1: undeclared reference to 'nothing' (in container '')\n | nothing.x\n | ^",
    );
    expect(compileProblem("1 == 'a'")).toBe(
      "ERROR: <input>:1:1: found no matching overload for '_==_' applied to '(int, string)'\n | 1 == 'a'\n | ^",
    );
    expect(compileProblem("object.x == 1")).toBeUndefined();
  });
});
