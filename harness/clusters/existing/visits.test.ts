import { describe, expect, test } from "vitest";
import { RealClock } from "../../base/real-clock.ts";
import { ApiUnreachable } from "../kubernetes.ts";
import type { Answer } from "../remote/connection.ts";
import { visit } from "./visits.ts";

const answer = (status: number, text: string, headers: Answer["headers"] = {}): Answer => ({ status, text, headers });
const status = (code: number, message: string) =>
  answer(code, JSON.stringify({ kind: "Status", apiVersion: "v1", code, message }));

/** What a visit makes of an answer; undefined stands for none within the deadline. */
async function made(given: Answer | undefined, version: Answer | undefined = answer(200, "{}")) {
  const ask = async ({ path }: { path: string }) => {
    const found = path === "/version" ? version : given;
    if (found === undefined) throw new ApiUnreachable("no answer within 1 s");
    return found;
  };
  return visit({ ask }, "/api/v1/namespaces/drill/services/web:80/proxy/", new RealClock());
}

describe("a user's request by way of the API server", () => {
  test.each([
    ["an answer", answer(200, "hello")],
    ["an error of the application", answer(500, "sorry")],
    ["an application's own Status object", { ...status(503, "no"), headers: { "x-app-version": "v2" } }],
  ])("is answered by the process: %s", async (_, given) => {
    expect(await made(given)).toMatchObject({ kind: "answered", answer: given });
  });

  test.each([
    ["no pod is ready", status(503, 'no endpoints available for service "web"')],
    [
      "nobody listens",
      answer(503, "error trying to reach service: dial tcp 10.0.0.1:8080: connect: connection refused"),
    ],
    ["the service is gone", status(404, 'services "web" not found')],
  ])("is refused when %s", async (_, given) => {
    expect(await made(given)).toEqual({ kind: "refused" });
  });

  test("is late when the process is silent and the API server is not", async () => {
    expect(await made(undefined)).toEqual({ kind: "timedOut" });
  });

  test("shows nothing of what users would have met when the API server is away, or does not let it through", async () => {
    const away = async () => Promise.reject(new ApiUnreachable("no answer within 1 s"));
    expect(await visit({ ask: away }, "/", new RealClock())).toEqual({ kind: "unknown", why: "no answer within 1 s" });
    for (const code of [401, 403, 429, 500])
      expect(await made(status(code, "not now"))).toEqual({ kind: "unknown", why: "the API server says: not now" });
  });
});
