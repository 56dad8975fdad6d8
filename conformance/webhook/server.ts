import { createServer } from "node:https";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Json } from "../access.ts";
import { answers } from "./answers.ts";
import { certificateFor } from "./certificate.ts";

/** A webhook that clusters can call, while it is there. */
export interface WebhookServer extends AsyncDisposable {
  /** `https://<address>:<port>` */
  readonly url: string;
  /** Base64 of a PEM, as configurations carry it. */
  readonly caBundle: string;
}

/** Serves admission reviews over HTTPS at one address of this machine; what it says follows from the path. */
export async function serveWebhook(address: string): Promise<WebhookServer> {
  const { authority, certificate, key } = await certificateFor(address);
  const server = createServer({ cert: certificate, key }, (request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, address, resolve));
  return {
    url: `https://${address}:${(server.address() as AddressInfo).port}`,
    caBundle: Buffer.from(authority).toString("base64"),
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  let text = "";
  for await (const chunk of request.setEncoding("utf8")) text += chunk as string;
  const { pathname } = new URL(request.url ?? "/", "https://webhook");
  const send = (code: number, body: string) =>
    response.writeHead(code, { "Content-Type": "application/json", Connection: "close" }).end(body);
  switch (pathname) {
    case "/never":
      return;
    case "/broken":
      return void send(500, "out of order");
    case "/garbage":
      return void send(200, "<html>");
    case "/empty":
      return void send(200, "{}");
    case "/hang-up":
      return void request.socket.destroy();
  }
  const say = answers[pathname];
  if (say === undefined) return void send(404, "404 page not found\n");
  const review = JSON.parse(text) as Json;
  const said = say(review.request);
  const uid = pathname === "/other" ? "other" : review.request.uid;
  send(200, JSON.stringify({ apiVersion: review.apiVersion, kind: review.kind, response: { uid, ...said } }));
}
