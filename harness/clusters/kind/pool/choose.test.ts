import { expect, test } from "vitest";
import { UserError } from "../../../base/errors.ts";
import { refuseOtherImage } from "./choose.ts";

const pool = (image: string) => ({ format: 1 as const, id: "0a1b2c3d", image, clusters: [] });
const pinned = (letter: string) => `kindest/node:v1.34.3@sha256:${letter.repeat(64)}`;

test("a pool is taken with the very image that it was made of, and without any there is nothing to refuse", () => {
  expect(refuseOtherImage(pool(pinned("a")), pinned("a"))).toBeUndefined();
  expect(refuseOtherImage(undefined, pinned("a"))).toBeUndefined();
});

test("a tag may have been another image, and so may another digest under the same tag", () => {
  const refusal = () => refuseOtherImage(pool("kindest/node:v1.34.3"), pinned("a"));
  expect(refusal).toThrow(UserError);
  expect(refusal).toThrow(`the pool's nodes are made of kindest/node:v1.34.3, and ${pinned("a")} is asked for`);
  expect(() => refuseOtherImage(pool(pinned("b")), pinned("a"))).toThrow(
    expect.objectContaining({
      hint: "Remove the pool with drill pool down and make it anew, or let DRILL_NODE_IMAGE name the pool's image.",
    }),
  );
});
