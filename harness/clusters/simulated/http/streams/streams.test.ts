import { PassThrough, type Readable } from "node:stream";
import { finished } from "node:stream/promises";
import { createServer, type Server } from "node:net";
import { connect as connectTls } from "node:tls";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Attach, Cp, Exec, KubeConfig, Log, PortForward, type V1Status } from "@kubernetes/client-node";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { manifests, startTestWorld, type TestWorld } from "../testing/test-world.ts";
import { parseAllDocuments } from "yaml";
import type { KubernetesObject } from "../../../kubernetes.ts";
import type { Pod } from "../../kinds/pod.ts";

let world: TestWorld;
let config: KubeConfig;
let folder: string;
const shop = "shop";

beforeAll(async () => {
  world = await startTestWorld(40);
  config = new KubeConfig();
  config.loadFromFile(world.kubeconfig);
  config.setCurrentContext("prod-eu");
  folder = mkdtempSync(join(tmpdir(), "drill-streams-"));
  const { observer } = world.world.clusters.get("eu")!;
  const command = ["sh", "-c", "echo bye"];
  await observer.create("pods", shop, {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "ended" },
    spec: { containers: [{ name: "app", image: "registry.test/shop/web:v1", command }], restartPolicy: "Never" },
  });
  for (const document of parseAllDocuments(manifests("registry.test/shop/web:v1"))) {
    const object = document.toJS() as KubernetesObject;
    const resource = { ConfigMap: "configmaps", Deployment: "deployments.apps", Service: "services" }[object.kind]!;
    await observer.create(resource, shop, object);
  }
  for (const [name, command] of Object.entries({ talker: "while true; do echo hi; sleep 5; done", reader: "cat" }))
    await observer.create("pods", shop, {
      apiVersion: "v1",
      kind: "Pod",
      metadata: { name },
      spec: {
        containers: [
          { name: "app", image: "registry.test/shop/web:v1", command: ["sh", "-c", command], stdin: name === "reader" },
        ],
      },
    });
  const isReady = ({ metadata, ...rest }: KubernetesObject) =>
    rest["status"]?.conditions?.some(
      (one: { type: string; status: string }) => one.type === "Ready" && one.status === "True",
    ) === true && metadata.name !== "";
  await vi.waitFor(async () => expect((await observer.list("pods", shop)).filter(isReady)).toHaveLength(5), {
    timeout: 10_000,
    interval: 20,
  });
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

class Text extends PassThrough {
  text = "";

  constructor() {
    super();
    this.on("error", () => undefined);
    this.on("data", (chunk: Buffer) => (this.text += chunk.toString()));
  }
}

async function podOf(app: string): Promise<string> {
  const pods = await world.world.clusters.get("eu")!.observer.list("pods", shop, { labelSelector: `app=${app}` });
  return pods[0]!.metadata.name;
}

async function exec(command: string[], input?: Readable): Promise<{ out: string; err: string; status: V1Status }> {
  const [out, err] = [new Text(), new Text()];
  const pod = await podOf("web");
  const status = await new Promise<V1Status>((resolve, reject) => {
    void new Exec(config).exec(shop, pod, "app", command, out, err, input ?? null, false, resolve).catch(reject);
  });
  return { out: out.text, err: err.text, status };
}

describe("client-node", () => {
  test("runs commands, with what they print and how they end", async () => {
    expect(await exec(["sh", "-c", "echo out; echo err >&2"])).toMatchObject({
      out: "out\n",
      err: "err\n",
      status: { status: "Success" },
    });
    const { status } = await exec(["sh", "-c", "exit 3"]);
    expect(status).toMatchObject({
      reason: "NonZeroExitCode",
      details: { causes: [{ reason: "ExitCode", message: "3" }] },
    });
    const missing = await exec(["nothing"]);
    expect(missing.status.message).toContain('exec: "nothing": executable file not found in $PATH: unknown');
  });

  test("attaches to a command that reads", async () => {
    const out = new Text();
    const input = new PassThrough();
    const socket = await new Attach(config).attach(shop, "reader", "app", out, null, input, false);
    input.write("hello\n");
    await vi.waitFor(() => expect(out.text).toBe("hello\n"));
    socket.close();
  });

  test("follows a log", async () => {
    const out = new Text();
    await new Log(config).log(shop, "talker", "app", out, { follow: true, limitBytes: 6 });
    await vi.waitFor(() => expect(out.text).toBe("hi\nhi\n"), { timeout: 3000 });
  });

  test("follows a log that has ended, and shows all of it", async () => {
    const { observer } = world.world.clusters.get("eu")!;
    await vi.waitFor(async () => {
      const pods = (await observer.list("pods", shop)) as readonly Pod[];
      expect(pods.find(({ metadata }) => metadata.name === "ended")?.status?.phase).toBe("Succeeded");
    });
    const out = new Text();
    await new Log(config).log(shop, "ended", "app", out, { follow: true });
    await finished(out);
    expect(out.text).toBe("bye\n");
  });

  test("copies files there and back", async () => {
    const pod = await podOf("web");
    mkdirSync(join(folder, "out"));
    writeFileSync(join(folder, "out", "note.txt"), "a note\n");
    await new Cp(config).cpToPod(shop, pod, "app", join(folder, "out"), "/tmp");
    await vi.waitFor(async () => expect((await exec(["cat", "/tmp/note.txt"])).out).toBe("a note\n"));
    await new Cp(config).cpFromPod(shop, pod, "app", "note.txt", join(folder, "back"), "/tmp");
    await vi.waitFor(() => expect(readFileSync(join(folder, "back", "note.txt"), "utf8")).toBe("a note\n"));
  });

  test("forwards a port with the protocol of its own", async () => {
    const pod = await podOf("web");
    const server: Server = createServer((socket) => {
      void new PortForward(config).portForward(shop, pod, [8080], socket, null, socket).catch(() => socket.destroy());
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as { port: number };
    const answer = await fetch(`http://127.0.0.1:${port}/anything`);
    expect(await answer.json()).toEqual({ version: "v1" });
    server.close();
  });
});

interface Raw {
  readonly status: string;
  readonly socket: import("node:tls").TLSSocket;
}

/** Opens a connection by hand and sends what no client would. */
function upgrade(path: string, headers: readonly string[], after?: Buffer): Promise<Raw> {
  const { server, caData } = config.getCurrentCluster()! as { server: string; caData?: string };
  const { certData = "", keyData = "" } = config.getCurrentUser() as { certData?: string; keyData?: string };
  const [ca, cert, key] = [caData ?? "", certData, keyData].map((text) => Buffer.from(text, "base64"));
  const url = new URL(server);
  return new Promise((resolve, reject) => {
    const socket = connectTls({ host: url.hostname, port: Number(url.port), ca, cert, key }, () => {
      const lines = [`GET ${path} HTTP/1.1`, "Host: x", ...headers];
      socket.write(`${lines.join("\r\n")}\r\n\r\n`);
    });
    socket.on("error", reject);
    socket.once("data", (bytes: Buffer) => {
      if (after !== undefined) socket.write(after);
      resolve({ status: bytes.toString("latin1").split("\r\n", 1)[0]!, socket });
    });
  });
}

const webSocket = (protocol: string) => [
  "Connection: Upgrade",
  "Upgrade: websocket",
  "Sec-WebSocket-Version: 13",
  "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
  `Sec-WebSocket-Protocol: ${protocol}`,
];
const closed = (socket: Raw["socket"]) => new Promise<void>((resolve) => socket.once("close", () => resolve()));

describe("Hostile clients", () => {
  test.each([
    ["an oversized frame", Buffer.from([0x82, 0xff, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 1, 2, 3, 4])],
    ["an unmasked frame", Buffer.from([0x82, 0x02, 0x00, 0x41])],
    ["garbage", Buffer.from("garbage that is no frame at all, of any kind")],
  ])("that send %s are hung up on, and nobody else is", async (_, bytes) => {
    const path = `/api/v1/namespaces/${shop}/pods/reader/exec?command=cat&stdin=true&stdout=true`;
    const { status, socket } = await upgrade(path, webSocket("v5.channel.k8s.io"), bytes);
    expect(status).toBe("HTTP/1.1 101 Switching Protocols");
    await closed(socket);
    expect((await exec(["echo", "alive"])).out).toBe("alive\n");
  });

  test("that send frames of SPDY to break it are hung up on", async () => {
    const path = `/api/v1/namespaces/${shop}/pods/reader/portforward`;
    const frame = Buffer.from([0x80, 3, 0, 1, 0, 0xff, 0xff, 0xff]);
    const masked = Buffer.concat([Buffer.from([0x82, 0x80 | frame.length, 0, 0, 0, 0]), frame]);
    const { socket } = await upgrade(path, webSocket("SPDY/3.1+portforward.k8s.io"), masked);
    await closed(socket);
  });

  test("that have no token, or ask for what is not there, are refused before anything begins", async () => {
    const ask = async (path: string, protocol = "v5.channel.k8s.io") => {
      const { status, socket } = await upgrade(path, webSocket(protocol));
      socket.destroy();
      return status;
    };
    const pods = `/api/v1/namespaces/${shop}/pods`;
    expect(await ask(`${pods}/nobody/exec?command=ls&stdout=true`)).toBe("HTTP/1.1 404 Not Found");
    expect(await ask(`${pods}/reader/exec?command=ls&stdout=true&container=x`)).toBe("HTTP/1.1 400 Bad Request");
    expect(await ask(`${pods}/reader/exec?command=ls&stdout=true`, "v9.channel.k8s.io")).toBe("HTTP/1.1 403 Forbidden");
    expect(await ask(`${pods}/%E0%A4%A/exec`)).toBe("HTTP/1.1 400 Bad Request");
    expect(await ask("//exec")).toMatch(/^HTTP\/1.1 40[04] /);
  });
});

test("a command that never ends, and one whose client reads nothing, end with the world, and nothing is left open", async () => {
  const own = await startTestWorld(40);
  const { observer } = own.world.clusters.get("eu")!;
  await observer.create("pods", shop, {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "one" },
    spec: { containers: [{ name: "app", image: "registry.test/shop/web:v1" }] },
  });
  const before = config;
  config = new KubeConfig();
  config.loadFromFile(own.kubeconfig);
  try {
    await vi.waitFor(async () => expect((await observer.get("pods", shop, "one"))?.["status"]?.phase).toBe("Running"), {
      timeout: 5000,
      interval: 20,
    });
    const loud = "while true; do cat /etc/hosts /etc/hosts /etc/hosts; done";
    const pods = `/api/v1/namespaces/${shop}/pods/one/exec?stdout=true&command=`;
    const opened = await Promise.all([
      upgrade(`${pods}sleep&command=infinity`, webSocket("v5.channel.k8s.io")),
      upgrade(`${pods}sh&command=-c&command=${encodeURIComponent(loud)}`, webSocket("v5.channel.k8s.io")),
      upgrade(`/api/v1/namespaces/${shop}/pods/one/portforward`, webSocket("SPDY/3.1+portforward.k8s.io")),
    ]);
    opened[1].socket.pause();
    const ends = opened.map(({ socket }) => closed(socket));
    await own[Symbol.asyncDispose]();
    opened[1].socket.resume();
    await Promise.all(ends);
  } finally {
    config = before;
  }
});
