import { describe, expect, test } from "vitest";
import { foresee } from "./script.ts";

const environment = new Map([["CODE", "7"]]);
const endOf = (...argv: string[]) => foresee(argv, environment)?.end;
const inShell = (text: string) => foresee(["sh", "-c", text], environment);

describe("A command", () => {
  test.each([
    [["true"], 0, 0],
    [["/bin/false"], 0, 1],
    [["sleep", "2"], 2000, 0],
    [["sleep", "1.5m"], 90_000, 0],
    [["echo", "hello"], 0, 0],
  ] as const)("%j ends after %i ms with code %i.", (argv, after, exitCode) => {
    expect(endOf(...argv)).toEqual({ after, exitCode });
  });

  test.each([
    ["exit 3", 0, 3],
    ["sleep 2; exit 300", 2000, 44],
    ["sleep 1 && false || sleep 3", 4000, 0],
    ["false && sleep 9", 0, 1],
    ["exit $CODE", 0, 7],
    ["exit ${CODE}\nsleep 5", 0, 7],
    ["false; exit", 0, 1],
    ["", 0, 0],
  ])("%j of a shell ends after %i ms with code %i.", (text, after, exitCode) => {
    expect(inShell(text)?.end).toEqual({ after, exitCode });
  });

  test("that sleeps for ever does not end.", () => {
    expect(foresee(["sleep", "infinity"], environment)).toEqual({ output: [], end: undefined });
  });

  test("that echoes has written its lines when it comes to them.", () => {
    expect(inShell("echo 'a  b' c; sleep 1; echo \"code $CODE\"")?.output).toEqual([
      { after: 0, text: "a  b c" },
      { after: 1000, text: "code 7" },
    ]);
  });

  test.each([
    "while true; do sleep 1; done",
    "nginx",
    "sleep 1 & sleep 2",
    "echo a > /tmp/x",
    "exit `cat x`",
    "sleep $X",
  ])("%j is not foreseen.", (text) => {
    expect(inShell(text)).toBeUndefined();
  });

  test("that is a program of its own is not foreseen.", () => {
    expect(foresee(["/app", "serve"], environment)).toBeUndefined();
    expect(foresee([], environment)).toBeUndefined();
  });
});
