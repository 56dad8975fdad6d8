import { describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { fc } from "../../base/testing/properties.ts";
import { plain } from "./located.ts";
import { fillParameters } from "./parameters.ts";
import { parseYaml } from "./parse.ts";
import { problemLine } from "./problem.ts";

function fill(text: string) {
  const { root, problems } = parseYaml({ name: "f", folder: "", text });
  expect(problems).toEqual([]);
  const filled = fillParameters(root!);
  return { value: plain(filled.root) as Record<string, unknown>, problems: filled.problems.map(problemLine) };
}

describe("${name}", () => {
  test("takes the parameter's type where it stands alone, and is put into a text where it does not", () => {
    const { value } = fill("parameters: { n: 3, on: true }\na: ${n}\nb: '${n} of ${n}'\nc: ['${on}', { d: 'x${on}' }]");
    expect(value).toMatchObject({ a: 3, b: "3 of 3", c: [true, { d: "xtrue" }] });
  });

  test("stands for itself behind a second dollar sign", () => {
    expect(fill("a: echo $${HOME} $HOME $(date)").value).toEqual({ a: "echo ${HOME} $HOME $(date)" });
  });

  test("is not looked for in the parameters themselves, nor in keys", () => {
    const { value, problems } = fill('parameters: { a: "${b}" }\n"${a}": 1');
    expect(value).toEqual({ parameters: { a: "${b}" }, "${a}": 1 });
    expect(problems).toEqual([]);
  });

  test("of an unknown name is refused with the nearest one", () => {
    expect(fill('parameters: { rate: 1, size: 2 }\na: "${rat}/s"').problems).toEqual([
      "f:2:4: a: unknown parameter ${rat}; expected a parameter: one of rate, size ($${ for the text ${ itself); did you mean rate?",
    ]);
  });

  test("gives every scalar back as it was declared", () => {
    const scalar = fc.oneof(fc.string(), fc.integer(), fc.boolean());
    fc.assert(
      fc.property(scalar, (value) => {
        expect(fill(stringify({ parameters: { p: value }, a: "${p}" })).value["a"]).toEqual(value);
      }),
    );
  });

  test("leaves texts without a dollar sign alone", () => {
    fc.assert(
      fc.property(
        fc.string().filter((text) => !text.includes("$")),
        (text) => {
          expect(fill(stringify({ parameters: { p: 1 }, a: text })).value["a"]).toBe(text);
        },
      ),
    );
  });
});
