import { expect, test } from "vitest";
import type { Json } from "../../clusters/kubernetes.ts";
import { leavesOf } from "./leaves.ts";

const written = (content: Json | undefined) => Object.fromEntries(leavesOf(content));

test("leaves have paths as people write them", () => {
  expect(written({ spec: { replicas: 3, paused: true, note: null } })).toEqual({
    "spec.replicas": "3",
    "spec.paused": "true",
    "spec.note": "null",
  });
});

test("keys with dots or slashes are quoted", () => {
  expect(written({ labels: { "app.kubernetes.io/name": "web" } })).toEqual({
    'labels["app.kubernetes.io/name"]': "web",
  });
});

test("elements of lists are called by what identifies them, so that their order does not matter", () => {
  const env = (...names: string[]) => ({ env: names.map((name) => ({ name, value: `${name}!` })) });
  expect(written(env("A", "B"))).toEqual(Object.fromEntries(Object.entries(written(env("B", "A"))).reverse()));
  expect(written({ ports: [{ port: 80, targetPort: 8080 }] })).toEqual({
    "ports[80].port": "80",
    "ports[80].targetPort": "8080",
  });
});

test("elements that nothing identifies are counted", () => {
  expect(written({ args: ["-v", "-x"], twice: [{ name: "a" }, { name: "a" }] })).toEqual({
    "args[0]": "-v",
    "args[1]": "-x",
    "twice[0].name": "a",
    "twice[1].name": "a",
  });
});

test("empty maps and lists are leaves too, for they differ from absent ones", () => {
  expect(written({ a: {}, b: [], c: undefined })).toEqual({ a: "{}", b: "[]" });
});

test("a text and a number that read alike are told apart only by what they say", () => {
  expect(written({ text: "3", number: 3 })).toEqual({ text: "3", number: "3" });
});
