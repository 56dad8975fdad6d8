import { connect, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { expect, it } from "vitest";
import type { ClusterAccess } from "./kubeconfig.ts";
import { ask, open } from "./testing/client.ts";
import { startTestCluster } from "./testing/test-cluster.ts";

const target = ({ url }: ClusterAccess) => ({ port: Number(new URL(url).port), host: "127.0.0.1" });

/** Resolves when the other side has closed the connection, however. */
function closed(socket: Socket): Promise<unknown> {
  return new Promise((resolve) => {
    socket.on("close", resolve);
    socket.on("error", () => undefined);
    socket.resume();
  });
}

it("survives clients that speak no TLS, no HTTP, or go away halfway", async () => {
  await using cluster = await startTestCluster();
  const { ca, token } = cluster.endpoint;
  const plain = connect(target(cluster.endpoint));
  plain.write("GET / HTTP/1.1\r\n\r\n");
  await closed(plain);
  const nonsense = connectTls({ ...target(cluster.endpoint), ca });
  nonsense.write("\0\0\0 nonsense\r\n\r\n");
  await closed(nonsense);
  const post = `POST /api/v1/namespaces HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\n`;
  const halfway = connectTls({ ...target(cluster.endpoint), ca }, () => {
    halfway.write(`${post}Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{`, () => halfway.destroy());
  });
  await closed(halfway);
  expect((await ask(cluster.endpoint, "/healthz")).text).toBe("ok");
  expect(cluster.errors).toEqual([]);
});

it("says what is wrong with requests that cannot be read, as the real server does", async () => {
  await using cluster = await startTestCluster();
  const { ca } = cluster.endpoint;
  const statusOf = (head: string) =>
    new Promise<string>((resolve) => {
      const socket = connectTls({ ...target(cluster.endpoint), ca }, () => socket.write(`${head}\r\n\r\n`));
      let text = "";
      socket.on("data", (bytes: Buffer) => (text += bytes.toString()));
      socket.on("end", () => resolve(text.replace(/\r\n[^]*\r\n\r\n/, " | ").trimEnd()));
    });
  expect(await statusOf("nonsense")).toBe("HTTP/1.1 400 Bad Request | 400 Bad Request");
  expect(await statusOf("GET /version HTTP/9.1\r\nHost: x")).toMatch(/^HTTP\/1.1 505 HTTP Version Not Supported/);
  expect(await statusOf("FOO /version HTTP/1.1\r\nHost: x")).toMatch(/^HTTP\/1.1 405 .*"reason":"MethodNotAllowed"/);
  const large = (bytes: number) =>
    statusOf(`GET /version HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX: ${"a".repeat(bytes)}`);
  expect(await large(1_000_000)).toMatch(/^HTTP\/1.1 200 OK/);
  expect(await large(1_100_000)).toMatch(/^HTTP\/1.1 431 Request Header Fields Too Large \| 431 Request/);
  expect((await ask(cluster.endpoint, "/healthz")).text).toBe("ok");
});

it("cuts clients off that keep it waiting for a handshake, for headers or for a body", async () => {
  const limits = { handshake: 200, headers: 200, request: 300, keepAlive: 200, check: 50 };
  await using cluster = await startTestCluster({ limits });
  const { ca, token } = cluster.endpoint;
  const post = `POST /api/v1/namespaces HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\nContent-Length: 9\r\n\r\n{`;
  const noHandshake = connect(target(cluster.endpoint));
  const halfHeaders = connectTls({ ...target(cluster.endpoint), ca }, () =>
    halfHeaders.write("GET /version HTTP/1.1\r\n"),
  );
  const halfBody = connectTls({ ...target(cluster.endpoint), ca }, () => halfBody.write(post));
  await Promise.all([noHandshake, halfHeaders, halfBody].map(closed));
  expect((await ask(cluster.endpoint, "/healthz")).text).toBe("ok");
});

it("closes at once, with watches and idle connections open, and twice without harm", async () => {
  await using cluster = await startTestCluster();
  const idle = connectTls({ ...target(cluster.endpoint), ca: cluster.endpoint.ca });
  await new Promise((resolve) => idle.on("secureConnect", resolve));
  const watch = await open(cluster.endpoint, "/api/v1/namespaces?watch=true");
  const broken = Promise.all([closed(idle), closed(watch.socket)]);
  watch.on("error", () => undefined);
  await cluster.endpoint[Symbol.asyncDispose]();
  await cluster.endpoint[Symbol.asyncDispose]();
  await broken;
  await expect(ask(cluster.endpoint, "/healthz")).rejects.toMatchObject({ code: "ECONNREFUSED" });
});
