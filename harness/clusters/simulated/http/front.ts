import type { Clock } from "../../../base/clock.ts";
import type { Access } from "../access/access.ts";
import { TokenAuthenticator } from "../access/token-authenticator.ts";
import type { TokenIssuer } from "../access/token-issuer.ts";
import { resources, views } from "../api/resources.ts";
import type { Resource } from "../api/resources/resource.ts";
import { apiVersionOf } from "../api/server.ts";
import type { ApiServer } from "../api/verbs.ts";
import { CustomDocuments } from "./discovery/custom-documents.ts";
import type { OpenApi } from "./discovery/openapi.ts";
import { servedGroupVersions, type ServedGroupVersion } from "./discovery/served.ts";
import { servedMetrics } from "./handlers/metrics.ts";
import type { LogSource } from "./logs.ts";
import type { Metrics } from "../metrics.ts";
import type { PodTraffic } from "../application/pod-traffic.ts";
import type { PodStreams } from "./streams/pods.ts";

export interface FrontParts {
  readonly api: ApiServer;
  readonly clock: Clock;
  readonly logs: LogSource;
  /** Undefined where there are no nodes. */
  readonly pods?: PodStreams | undefined;
  readonly traffic?: PodTraffic | undefined;
  /** Undefined in a cluster without a metrics server. */
  readonly metrics?: Metrics | undefined;
  readonly openApi: OpenApi;
  readonly access: Access;
  readonly issuer: TokenIssuer;
}

const noPods: PodStreams = {
  exec: ({ container }) => `unable to upgrade connection: container not found ("${container}")`,
  attach: ({ container }) => `unable to upgrade connection: container not found ("${container}")`,
  connect: () => "there are no nodes",
  has: () => false,
};

const key = (resource: Resource): string => `${apiVersionOf(resource)}/${resource.plural}`;
const builtIn: readonly Resource[] = [...Object.values(resources), ...Object.values(views)];
const builtInByKey: ReadonlyMap<string, Resource> = new Map(builtIn.map((resource) => [key(resource), resource]));
const builtInGroupVersions = servedGroupVersions(builtIn);
const builtInWithMetrics = [...builtInGroupVersions, servedMetrics];

const builtInGroups = new Set(builtInGroupVersions.map(({ group }) => group));

/** Whether an address is within a group that every cluster serves. */
export function isBuiltInGroup(address: { readonly group?: string } | object): boolean {
  return "group" in address && typeof address.group === "string" && builtInGroups.has(address.group);
}

/** What the handlers of one cluster share. */
export class Front {
  readonly api: ApiServer;
  readonly clock: Clock;
  readonly logs: LogSource;
  readonly pods: PodStreams;
  /** Undefined where there are no nodes. */
  readonly traffic: PodTraffic | undefined;
  /** Undefined in a cluster without a metrics server. */
  readonly metrics: Metrics | undefined;
  readonly openApi: OpenApi;
  readonly access: Access;
  /** Signs the tokens of service accounts, and recognises them. */
  readonly issuer: TokenIssuer;
  readonly tokens: TokenAuthenticator;
  /** OpenAPI of the kinds that CustomResourceDefinitions have brought. */
  readonly custom: CustomDocuments;
  /** Stored resources by `<apiVersion>/<plural>`. */
  readonly stored: { get(key: string): Resource | undefined };
  #groupVersions: readonly ServedGroupVersion[] = builtInGroupVersions;
  /** The revision of the kinds that `#groupVersions` is of. */
  #revision = 0;

  constructor({ api, clock, logs, pods = noPods, traffic, metrics, openApi, access, issuer }: FrontParts) {
    this.api = api;
    this.clock = clock;
    this.logs = logs;
    this.pods = pods;
    this.traffic = traffic;
    this.metrics = metrics;
    if (metrics !== undefined) this.#groupVersions = builtInWithMetrics;
    this.openApi = openApi;
    this.access = access;
    this.issuer = issuer;
    this.tokens = new TokenAuthenticator(api, clock, issuer);
    this.custom = new CustomDocuments(api.kinds, openApi);
    this.stored = {
      get: (wanted) => {
        const known = builtInByKey.get(wanted);
        if (known !== undefined || api.kinds.revision === 0) return known;
        const end = wanted.lastIndexOf("/");
        return api.kinds.findOwn(wanted.slice(0, end), wanted.slice(end + 1));
      },
    };
  }

  /** Everything that is served, in the order in which clients are told of it. */
  get groupVersions(): readonly ServedGroupVersion[] {
    const { kinds } = this.api;
    if (kinds.revision !== this.#revision) {
      this.#revision = kinds.revision;
      const own = kinds.own();
      const all = own.length === 0 ? builtInGroupVersions : servedGroupVersions([...builtIn, ...own]);
      this.#groupVersions = this.metrics === undefined ? all : [...all, servedMetrics];
    }
    return this.#groupVersions;
  }
}
