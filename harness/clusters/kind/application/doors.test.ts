import { expect, test } from "vitest";
import type { KubernetesObject } from "../../kubernetes.ts";
import { demoSpec } from "../../testing/demo-spec.ts";
import { doorOf } from "./doors.ts";
import { imageOrigins } from "../images/image-origins.ts";

const { application } = demoSpec();
const digestOf = (letter: string) => `sha256:${letter.repeat(64)}`;

/** A registry in which v1 and v3 are one image. */
const digests: Readonly<Record<string, string>> = { v1: digestOf("a"), v2: digestOf("b"), v3: digestOf("a") };
const registry = { digest: async (_: string, tag: string) => digests[tag] };
const origins = await imageOrigins(demoSpec(), registry);

interface Running {
  readonly image?: string;
  readonly digest?: string;
  readonly ports?: readonly { readonly containerPort: number }[];
  readonly podIP?: string;
}

function pod({ image = "registry.test/web:v1", digest = digestOf("a"), ports, podIP = "10.0.0.7" }: Running = {}) {
  const name = "web";
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "web-1" },
    spec: { nodeName: "worker", containers: [{ name, image, ...(ports && { ports }) }] },
    status: { phase: "Running", podIP, containerStatuses: [{ name, imageID: `registry.test/web@${digest}` }] },
  } as unknown as KubernetesObject;
}

const doors = (running: Running) => doorOf(pod(running), application, origins);

test("a process is asked at its container's port, or else where the service sends users", () => {
  expect(doors({ ports: [{ containerPort: 9000 }] }).map(({ address }) => address)).toEqual(["10.0.0.7:9000"]);
  expect(doors({}).map(({ address }) => address)).toEqual(["10.0.0.7:8080"]);
  expect(doors({ podIP: "fd00::7" }).map(({ address }) => address)).toEqual(["[fd00::7]:8080"]);
});

test("what it runs goes by the digest, and by the name only among equal images", () => {
  const version = (running: Running) => doors(running)[0]!.image?.version;
  expect(version({ image: "registry.test/web:v1", digest: digestOf("b") })).toBe("v2");
  expect(version({ image: "registry.test/web:v3" })).toBe("v3");
  expect(version({ image: `registry.test/web@${digestOf("a")}` })).toBe("v1");
  expect(version({ digest: digestOf("c") })).toBeUndefined();
});
