import { describe, expect, it } from "vitest";
import { fc } from "../../../../base/testing/properties.ts";
import { decodeProtobuf } from "./decode.ts";
import { MalformedProtobuf } from "./wire.ts";

const text = (value: string) => Buffer.from(value);
const varint = (value: number): Buffer =>
  value < 128
    ? Buffer.from([value])
    : Buffer.concat([Buffer.from([(value % 128) | 128]), varint(Math.floor(value / 128))]);
const bytes = (field: number, value: Buffer) => Buffer.concat([varint(field * 8 + 2), varint(value.length), value]);
const number = (field: number, value: number) => Buffer.concat([varint(field * 8), varint(value)]);
const message = (field: number, ...fields: Buffer[]) => bytes(field, Buffer.concat(fields));

function encoded(apiVersion: string, kind: string, ...fields: Buffer[]): Buffer {
  const type = message(1, bytes(1, text(apiVersion)), bytes(2, text(kind)));
  return Buffer.concat([text("k8s\0"), type, message(2, ...fields), bytes(3, text("")), bytes(4, text(""))]);
}

describe("decodeProtobuf", () => {
  it("names fields as JSON does and keeps the keys of maps", () => {
    const metadata = message(
      1,
      bytes(1, text("app-config")),
      message(11, bytes(1, text("team")), bytes(2, text("shop"))),
    );
    const body = encoded("v1", "ConfigMap", metadata, message(2, bytes(1, text("__proto__")), bytes(2, text("x"))));
    const decoded = decodeProtobuf(body);
    expect(decoded.metadata).toEqual({ name: "app-config", labels: { team: "shop" } });
    expect(Object.entries(decoded["data"])).toEqual([["__proto__", "x"]]);
  });

  it("drops zero values of Go fields that are no pointers and keeps those of pointers", () => {
    const spec = message(2, number(1, 0), number(5, 0), number(7, 0));
    const body = encoded("apps/v1", "Deployment", message(1, bytes(1, text("web")), number(7, 0)), spec, message(3));
    expect(decodeProtobuf(body)).toEqual({
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata: { name: "web" },
      spec: { replicas: 0 },
    });
  });

  it("lifts the fields of inlined structs and reads numbers or strings, quantities and bytes", () => {
    const port = (...fields: Buffer[]) => message(2, ...fields);
    const httpGet = message(2, bytes(1, text("/ready")), port(number(1, 1), number(2, 0), bytes(3, text("http"))));
    const container = message(
      2,
      bytes(1, text("app")),
      message(11, message(1, httpGet), number(4, 5)),
      message(8, message(2, bytes(1, text("cpu")), message(2, bytes(1, text("250m"))))),
    );
    const pod = decodeProtobuf(encoded("v1", "Pod", message(2, container)));
    expect(pod["spec"].containers).toEqual([
      {
        name: "app",
        readinessProbe: { httpGet: { path: "/ready", port: "http" }, periodSeconds: 5 },
        resources: { requests: { cpu: "250m" } },
      },
    ]);
    const secret = encoded("v1", "Secret", message(2, bytes(1, text("key")), bytes(2, Buffer.from([0, 255]))));
    expect(decodeProtobuf(secret)["data"]).toEqual({ key: "AP8=" });
  });

  it("reads times, and leaves out the one that Go calls zero", () => {
    const withTimes = (...fields: Buffer[]) => decodeProtobuf(encoded("v1", "Pod", message(1, ...fields))).metadata;
    expect(withTimes(message(8, number(1, 1_767_603_600), number(2, 0)))).toEqual({
      creationTimestamp: "2026-01-05T09:00:00Z",
    });
    expect(withTimes(message(8))).toBeUndefined();
  });

  it("takes the options of a deletion under any group version", () => {
    const body = encoded("apps/v1", "DeleteOptions", number(1, 0), bytes(4, text("Background")));
    expect(decodeProtobuf(body)).toMatchObject({ gracePeriodSeconds: 0, propagationPolicy: "Background" });
  });

  it("says what it cannot read", () => {
    expect(() => decodeProtobuf(text("{}"))).toThrow("expected prefix [107 56 115 0]");
    expect(() => decodeProtobuf(encoded("example.org/v1", "Thing"))).toThrow(
      "no message for example.org/v1, kind Thing",
    );
  });

  it("answers any bytes with an object or with MalformedProtobuf", () => {
    const valid = encoded(
      "v1",
      "Pod",
      message(1, bytes(1, text("web"))),
      message(2, message(2, bytes(1, text("app")))),
    );
    const damaged = fc
      .array(fc.tuple(fc.nat(valid.length - 1), fc.nat(255)), { maxLength: 6 })
      .map((changes) => changes.reduce((copy, [at, byte]) => ((copy[at] = byte), copy), Buffer.from(valid)));
    const rawBody = fc.uint8Array({ maxLength: 200 }).map((raw) => encoded("v1", "Pod", Buffer.from(raw)));
    fc.assert(
      fc.property(fc.oneof(damaged, rawBody, fc.uint8Array()), (body) => {
        try {
          expect(decodeProtobuf(body)).toHaveProperty("kind");
        } catch (error) {
          expect(error).toBeInstanceOf(MalformedProtobuf);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
