import { createHash } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { RealClock } from "../../../base/real-clock.ts";
import { UserError } from "../../../base/errors.ts";
import type { World } from "../../driver.ts";
import { inSmallWorld, reference, startSmallWorld } from "../testing/small-world.ts";

const manifestType = "application/vnd.oci.image.manifest.v1+json";

describe("The registry over HTTP", () => {
  let world: World;
  let address: string;
  const ask = (path: string, method = "GET") => fetch(`http://${address}${path}`, { method });

  beforeAll(async () => {
    world = await startSmallWorld(new RealClock(), { versions: { bad: {} } });
    address = await world.registryAddress();
  });
  afterEach(() => world.registry.setFault(["eu", "us"], undefined));
  afterAll(() => world[Symbol.asyncDispose]());

  test("says that it speaks version 2 of the API", async () => {
    const response = await ask("/v2/");
    expect(response.status).toBe(200);
    expect(response.headers.get("Docker-Distribution-Api-Version")).toBe("registry/2.0");
    expect(await response.json()).toEqual({});
  });

  test("lists the tags of a repository", async () => {
    expect(await (await ask("/v2/shop/api/tags/list")).json()).toEqual({ name: "shop/api", tags: ["bad", "good"] });
    expect(await (await ask("/v2/shop/api/tags/list?n=1")).json()).toEqual({ name: "shop/api", tags: ["bad"] });
    expect(await (await ask("/v2/shop/api/tags/list?last=bad")).json()).toEqual({ name: "shop/api", tags: ["good"] });
  });

  test("serves a manifest by tag and by digest alike, and its bytes hash to the digest that it names", async () => {
    const byTag = await ask("/v2/shop/api/manifests/good");
    const digest = byTag.headers.get("Docker-Content-Digest");
    const text = await byTag.text();
    expect(byTag.status).toBe(200);
    expect(byTag.headers.get("Content-Type")).toBe(manifestType);
    expect(`sha256:${createHash("sha256").update(text).digest("hex")}`).toBe(digest);
    expect(await world.registry.digest(reference("good"))).toBe(digest);

    const byDigest = await ask(`/v2/shop/api/manifests/${digest}`);
    expect(byDigest.headers.get("Docker-Content-Digest")).toBe(digest);
    expect(await byDigest.text()).toBe(text);
  });

  test("serves every blob that a manifest names", async () => {
    const { config, layers } = (await (await ask("/v2/shop/api/manifests/good")).json()) as {
      config: { digest: string; size: number };
      layers: { digest: string; size: number }[];
    };
    for (const { digest, size } of [config, ...layers]) {
      const bytes = Buffer.from(await (await ask(`/v2/shop/api/blobs/${digest}`)).arrayBuffer());
      expect(bytes.length).toBe(size);
      expect(`sha256:${createHash("sha256").update(bytes).digest("hex")}`).toBe(digest);
    }
  });

  test("answers HEAD with the headers of GET and no body", async () => {
    const head = await ask("/v2/shop/api/manifests/good", "HEAD");
    const get = await ask("/v2/shop/api/manifests/good");
    for (const name of ["Content-Type", "Docker-Content-Digest"])
      expect(head.headers.get(name)).toBe(get.headers.get(name));
    expect(head.headers.get("Content-Length")).toBe(`${(await get.text()).length}`);
    expect(await head.text()).toBe("");
  });

  test.each([
    ["/v2/shop/api/manifests/none", 404, "MANIFEST_UNKNOWN", "manifest unknown"],
    ["/v2/shop/none/manifests/good", 404, "NAME_UNKNOWN", "repository name not known to registry"],
    [`/v2/shop/api/blobs/sha256:${"0".repeat(64)}`, 404, "BLOB_UNKNOWN", "blob unknown to registry"],
  ])("answers %s with %i and %s", async (path, status, code, message) => {
    const response = await ask(path);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ errors: [{ code, message }] });
  });

  test("takes no uploads", async () => {
    const response = await ask("/v2/shop/api/manifests/good", "PUT");
    expect(response.status).toBe(405);
    expect(await response.json()).toMatchObject({ errors: [{ code: "UNSUPPORTED" }] });
  });

  test("shows the operator a fault that all clusters have, and none that only one has", async () => {
    await world.registry.setFault(["eu"], { mode: "5xx" });
    expect((await ask("/v2/")).status).toBe(200);
    await world.registry.setFault(["eu", "us"], { mode: "5xx" });
    expect((await ask("/v2/")).status).toBe(503);
    await world.registry.setFault(["eu", "us"], { mode: "429" });
    const limited = await ask("/v2/");
    expect([limited.status, limited.headers.get("Retry-After")]).toEqual([429, "10"]);
    for (const mode of ["refused", "stopped"] as const) {
      await world.registry.setFault(["eu", "us"], { mode });
      await expect(ask("/v2/")).rejects.toThrow("fetch failed");
    }
  });

  test("listens on 127.0.0.1 and on no other address of this machine", async () => {
    expect(address).toMatch(/^127\.0\.0\.1:\d+$/);
    await expect(fetch(`http://127.0.0.2:${address.split(":")[1]}/v2/`)).rejects.toThrow("fetch failed");
    expect(await world.registryAddress()).toBe(address);
  });
});

test("under virtual time the registry has no address, and the refusal says what to do", async () => {
  await inSmallWorld({}, async ({ world }) => {
    const refusal = await world.registryAddress().catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(UserError);
    expect(refusal).toMatchObject({
      message: "The registry's address is for programs outside, and they live in real time",
      hint: "Run the drill in real time, or use declarative steps only.",
    });
  });
});
