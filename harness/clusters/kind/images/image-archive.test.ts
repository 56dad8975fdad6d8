import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { contentOf, readArchive } from "./image-archive.ts";
import { checkOwnImages } from "./own-images.ts";
import { demoSpec } from "../../testing/demo-spec.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "drill-archive-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Entry {
  readonly name: string;
  readonly text?: string;
  /** A link to this name. */
  readonly link?: string;
}

/** A tar archive as `docker save` writes it. */
function tar(path: string, entries: readonly Entry[]): string {
  const blocks = entries.map(({ name, text = "", link }) => {
    const header = Buffer.alloc(512);
    header.write(name, 0);
    header.write(Buffer.byteLength(text).toString(8).padStart(11, "0"), 124);
    header.write(link === undefined ? "0" : "2", 156);
    header.write(link ?? "", 157);
    header.write("ustar", 257);
    const content = Buffer.alloc(Math.ceil(Buffer.byteLength(text) / 512) * 512);
    content.write(text);
    return Buffer.concat([header, content]);
  });
  const file = join(folder, path);
  writeFileSync(file, Buffer.concat([...blocks, Buffer.alloc(1024)]));
  return file;
}

const listed = (...tags: readonly string[]) =>
  JSON.stringify(
    tags.map((tag) => ({ Config: "config.json", RepoTags: [tag], Layers: ["a/layer.tar", "b/layer.tar"] })),
  );

const image = (...tags: readonly string[]): readonly Entry[] => [
  { name: "a/layer.tar", text: "x".repeat(700) },
  { name: "b/layer.tar", link: "../a/layer.tar" },
  { name: "config.json", text: "{}" },
  { name: "manifest.json", text: listed(...tags) },
];

describe("an archive of images", () => {
  test("is read as docker save writes it, links between equal layers included", async () => {
    const path = tar("one.tar", image("shop:1"));
    const [only, ...others] = await readArchive(path);
    expect(others).toEqual([]);
    expect(only!.tags).toEqual(["shop:1"]);
    expect(only!.layers).toEqual([
      { offset: 512, size: 700 },
      { offset: 512, size: 700 },
    ]);
    expect((await contentOf(path, only!.config)).toString()).toBe("{}");
  });

  test.each([
    ["something else", () => tar("else.tar", [{ name: "readme", text: "hello" }]), /is no archive of images/],
    [
      "no archive",
      () => (writeFileSync(join(folder, "text"), "x".repeat(2_000)), join(folder, "text")),
      /is no archive/,
    ],
    ["one that is cut off", () => tar("cut.tar", image("shop:1").slice(1)), /is not whole: it lacks a\/layer.tar/],
  ])("is not %s", async (_, make, message) => {
    await expect(readArchive(make())).rejects.toThrow(message);
  });

  test("with several images is refused where none has the version's name, before anything is started", async () => {
    const spec = demoSpec();
    const { reference } = spec.images["good"]!;
    const withArchive = (path: string) => ({
      ...spec,
      images: { ...spec.images, good: { ...spec.images["good"]!, own: { archive: path } } },
    });
    const unnamed = tar("two.tar", image("shop:1", "shop:2"));
    await expect(checkOwnImages(withArchive(unnamed))).rejects.toThrow(
      `${unnamed} holds 2 images, and none is called ${reference}: shop:1, shop:2`,
    );
    await expect(checkOwnImages(withArchive(tar("named.tar", image("shop:1", reference))))).resolves.toBeUndefined();
  });
});
