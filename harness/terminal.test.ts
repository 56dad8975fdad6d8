import { describe, expect, test } from "vitest";
import { paint, streamTerminal } from "./terminal.ts";

function terminal(isTTY: boolean, env: Record<string, string> = {}) {
  const stream = { isTTY, columns: 90, write: () => true };
  return streamTerminal({ stdout: stream, stderr: { write: () => true }, env });
}

describe("a terminal", () => {
  test.each<[string, boolean, Record<string, string>, "on" | "off"]>([
    ["on a screen", true, {}, "on"],
    ["in a pipe", false, {}, "off"],
    ["on a screen with NO_COLOR", true, { NO_COLOR: "1" }, "off"],
    ["on a screen with an empty NO_COLOR", true, { NO_COLOR: "" }, "on"],
    ["in a pipe with FORCE_COLOR", false, { FORCE_COLOR: "1" }, "on"],
    ["with both", false, { FORCE_COLOR: "1", NO_COLOR: "1" }, "off"],
    ["that is dumb", true, { TERM: "dumb" }, "off"],
  ])("%s", (_, isTTY, env, colours) => {
    expect(terminal(isTTY, env).colours).toBe(colours);
  });

  test("draws over lines on a screen only, and not in CI", () => {
    expect(terminal(true).progress).toBe("live");
    expect(terminal(true, { CI: "true" }).progress).toBe("plain");
    expect(terminal(false).progress).toBe("plain");
  });

  test("decides on the colours of standard error by itself", () => {
    expect(terminal(true).errorColours).toBe("off");
  });

  test("paints only where colours are on", () => {
    expect(paint({ colours: "off" }, "red", "x")).toBe("x");
    expect(paint({ colours: "on" }, "red", "x")).toBe("\u001b[31mx\u001b[39m");
  });
});
