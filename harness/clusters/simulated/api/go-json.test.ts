import { expect, test } from "vitest";
import { jsonProblem } from "./go-json.ts";

// As a real server of Kubernetes 1.34 worded it for these very texts.
test.each([
  ['{"a":', "unexpected end of JSON input"],
  ["", "unexpected end of JSON input"],
  ["apiVersion: v1", "invalid character 'a' looking for beginning of value"],
  ["not json", "invalid character 'o' in literal null (expecting 'u')"],
  ['{"a":1,}', "invalid character '}' looking for beginning of object key string"],
  ['{"a" 1}', "invalid character '1' after object key"],
  ['{"a":1 "b":2}', "invalid character '\"' after object key:value pair"],
  ['{"a":[1 2]}', "invalid character '2' after array element"],
  ['{"a":"x\ny"}', "invalid character '\\n' in string literal"],
  ['{"a":01}', "invalid character '1' after object key:value pair"],
  ['{"a":1.x}', "invalid character 'x' after decimal point in numeric literal"],
  ['{"a":-x}', "invalid character 'x' in numeric literal"],
  ['{"a":"\\q"}', "invalid character 'q' in string escape code"],
  ['{"a":"\\u12x4"}', "invalid character 'x' in \\u hexadecimal character escape"],
  ["{a:1}", "invalid character 'a' looking for beginning of object key string"],
  ["{'a':1}", "invalid character '\\'' looking for beginning of object key string"],
  ['{"a":tru}', "invalid character '}' in literal true (expecting 'e')"],
  ['{"a":1}}', "invalid character '}' after top-level value"],
  ['{"a":1e}', "invalid character '}' in exponent of numeric literal"],
  ['{"a":é}', "invalid character 'Ã' looking for beginning of value"],
  ["[".repeat(10_001), "invalid character '[' exceeded max depth"],
])("%s is refused in Go's words", (text, problem) => {
  expect(jsonProblem(text)).toBe(problem);
});

test("JSON has no problem", () => {
  for (const text of ['{"a":[1,-2.5e+3,{"b":[]},"\\u00e9\\n",null,true]}', " 0 ", '"x"', "{}"])
    expect(jsonProblem(text)).toBeUndefined();
});
