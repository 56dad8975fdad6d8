import { aggregatedDiscovery } from "../discovery/aggregated.ts";
import { coreVersions, group, groupList, resourceList } from "../discovery/classic.ts";
import type { Exchange } from "../exchange.ts";
import { negotiateDiscovery } from "../negotiation.ts";
import { isBuiltInGroup } from "../front.ts";
import { noSuchResource, PageNotFound, wrongMethod } from "../refusals.ts";
import { sendObject, sendText } from "../reply.ts";
import type { Route } from "../route.ts";
import { healthPaths, isHealthCheck, sendHealth } from "./health.ts";
import { sendOpenApiDocument, sendOpenApiRoot, sendSwagger } from "./openapi.ts";
import { sendKeySet, sendOpenIdConfiguration } from "./openid.ts";

const version = {
  major: "1",
  minor: "34",
  emulationMajor: "1",
  emulationMinor: "34",
  minCompatibilityMajor: "1",
  minCompatibilityMinor: "33",
  gitVersion: "v1.34.4",
  gitCommit: "0000000000000000000000000000000000000000",
  gitTreeState: "clean",
  buildDate: "2026-01-01T00:00:00Z",
  goVersion: "go1.24.12",
  compiler: "gc",
  platform: "linux/amd64",
};

/** Answers what is asked about the server itself: discovery, schema, version, health. @throws StatusError 404, 405 */
export function handleMeta(exchange: Exchange, route: Exclude<Route, { kind: "resource" }>): void {
  const { front, method, response, style } = exchange;
  // Asked for its health, the real server does not look at the method.
  if (method !== "GET" && route.kind !== "unknown" && route.kind !== "health") throw wrongMethod();
  switch (route.kind) {
    case "api":
    case "apis":
      return sendDiscovery(exchange, route.kind);
    case "group": {
      const found = group(route.group, front.groupVersions);
      if (found === undefined) break;
      return sendObject(response, 200, found, style);
    }
    case "groupVersion": {
      const found = front.groupVersions.find(
        (candidate) => candidate.group === route.group && candidate.version === route.version,
      );
      if (found === undefined) break;
      return sendObject(response, 200, resourceList(found), style);
    }
    case "root":
      return sendObject(response, 200, { paths: paths(exchange) }, { encoding: "json", pretty: true });
    case "version":
      return sendObject(response, 200, version, { encoding: "json", pretty: true });
    case "health":
      if (!isHealthCheck(route.question, route.name)) break;
      return sendHealth(exchange, route.question, route.name);
    case "openapi":
      return sendOpenApiRoot(exchange);
    case "openapiV2":
      return sendSwagger(exchange);
    case "openapiDocument":
      return sendOpenApiDocument(exchange, route.name);
    case "openId":
      return sendOpenIdConfiguration(exchange);
    case "keySet":
      return sendKeySet(exchange);
    case "unknown":
      break;
  }
  throw isBuiltInGroup(route) ? noSuchResource() : new PageNotFound();
}

function sendDiscovery({ front, request, response, style }: Exchange, root: "api" | "apis"): void {
  const version = negotiateDiscovery(request.headers.accept);
  if (version === undefined) {
    const { address, port } = request.socket.address() as { address?: string; port?: number };
    const body =
      root === "api" ? coreVersions(`${address ?? "127.0.0.1"}:${port ?? 443}`) : groupList(front.groupVersions);
    return sendObject(response, 200, body, style);
  }
  const wanted = front.groupVersions.filter(({ group }) => (group === "") === (root === "api"));
  const text = JSON.stringify(aggregatedDiscovery(wanted, version));
  sendText(response, 200, text, `application/json;g=apidiscovery.k8s.io;v=${version};as=APIGroupDiscoveryList`);
}

function openApiNames({ front }: Exchange): string[] {
  return front.groupVersions.map(({ group, version }) =>
    group === "" ? `api/${version}` : `apis/${group}/${version}`,
  );
}

function paths(exchange: Exchange): string[] {
  const names = openApiNames(exchange).map((name) => `/${name}`);
  const groups = new Set(names.flatMap((name) => [name, name.slice(0, name.lastIndexOf("/"))]));
  return [
    ...groups.add("/api").add("/apis"),
    ...healthPaths,
    "/.well-known/openid-configuration",
    "/apis/",
    "/metrics",
    "/metrics/slis",
    "/openapi/v2",
    "/openapi/v3",
    "/openapi/v3/",
    "/openid/v1/jwks",
    "/version",
  ].sort();
}
