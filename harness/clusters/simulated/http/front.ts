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
import type { LogSource } from "./logs.ts";
import type { PodTraffic } from "../application/pod-traffic.ts";
import type { PodStreams } from "./streams/pods.ts";

export interface FrontParts {
  readonly api: ApiServer;
  readonly clock: Clock;
  readonly logs: LogSource;
  /** Undefined where there are no nodes. */
  readonly pods?: PodStreams | undefined;
  readonly traffic?: PodTraffic | undefined;
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

/** What the handlers of one cluster share. */
export class Front {
  readonly api: ApiServer;
  readonly clock: Clock;
  readonly logs: LogSource;
  readonly pods: PodStreams;
  /** Undefined where there are no nodes. */
  readonly traffic: PodTraffic | undefined;
  readonly openApi: OpenApi;
  readonly access: Access;
  /** Signs the tokens of service accounts, and recognises them. */
  readonly issuer: TokenIssuer;
  readonly tokens: TokenAuthenticator;
  /** OpenAPI of the kinds that CustomResourceDefinitions have brought. */
  readonly custom: CustomDocuments;
  /** Stored resources by `<apiVersion>/<plural>`. */
  readonly stored: { get(key: string): Resource | undefined };
  #groupVersions = builtInGroupVersions;
  /** The revision of the kinds that `#groupVersions` is of. */
  #revision = 0;

  constructor({ api, clock, logs, pods = noPods, traffic, openApi, access, issuer }: FrontParts) {
    this.api = api;
    this.clock = clock;
    this.logs = logs;
    this.pods = pods;
    this.traffic = traffic;
    this.openApi = openApi;
    this.access = access;
    this.issuer = issuer;
    this.tokens = new TokenAuthenticator(api, clock, issuer);
    this.custom = new CustomDocuments(api.kinds);
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
      this.#groupVersions = own.length === 0 ? builtInGroupVersions : servedGroupVersions([...builtIn, ...own]);
    }
    return this.#groupVersions;
  }
}
