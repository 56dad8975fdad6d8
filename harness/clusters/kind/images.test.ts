import { readFileSync } from "node:fs";
import { GenericContainer } from "testcontainers";
import { expect, test } from "vitest";
import { asset } from "../../base/assets.ts";
import { shellWord } from "../../base/shell-word.ts";
import { partImages } from "./images.ts";

test("the public images are named by version and digest", () => {
  for (const image of Object.values(partImages({})))
    expect(image).toMatch(/^[a-z0-9./-]+:v?\d+\.\d+\.\d+(-slim)?@sha256:[0-9a-f]{64}$/);
});

test("the environment names others, and an empty name is none", () => {
  const named = {
    DRILL_NODE_IMAGE: "own/node:1",
    DRILL_REGISTRY_IMAGE: "own/registry:2",
    DRILL_TOXIPROXY_IMAGE: "own/toxiproxy:3",
    DRILL_APP_BASE_IMAGE: "own/base:4",
  };
  expect(partImages(named)).toEqual({
    node: "own/node:1",
    registry: "own/registry:2",
    toxiproxy: "own/toxiproxy:3",
    applicationBase: "own/base:4",
  });
  expect(partImages({ DRILL_NODE_IMAGE: "" }).node).toBe(partImages({}).node);
});

test("a stand-in that is built by hand is built on the image that drills take", () => {
  const dockerfile = readFileSync(asset("fixtures/application/Dockerfile"), "utf8");
  expect(dockerfile.split("\n")[0]).toBe(`ARG BASE=${partImages({}).applicationBase}`);
});

test("containers ask Docker for exactly the image that is named, digest and all", () => {
  class Asked extends GenericContainer {
    get image(): string | undefined {
      return this.createOpts.Image;
    }
  }
  for (const image of Object.values(partImages({}))) expect(new Asked(image).image).toBe(image);
});

test("a name with a digest is one word for a shell, without quotes", () => {
  const { applicationBase } = partImages({});
  expect(shellWord(`--build-arg=BASE=${applicationBase}`)).toBe(`--build-arg=BASE=${applicationBase}`);
});
