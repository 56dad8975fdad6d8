import { dirname, isAbsolute, join } from "node:path";
import { asset } from "./base/assets.ts";
import { UserError } from "./base/errors.ts";
import type { KubernetesObject } from "./clusters/kubernetes.ts";
import { loadManifests } from "./clusters/manifests/load.ts";
import { findWorkload, type FoundWorkload } from "./clusters/manifests/workload.ts";
import { hostOf, repositoryOf } from "./clusters/references.ts";
import type { ImageSpec, WorldSpec } from "./clusters/world.ts";
import type { Scenario } from "./scenario/schema/scenario.ts";

export interface WorldRequest {
  readonly scenario: Scenario;
  /** Path of the scenario file; paths in the scenario start from its folder. */
  readonly file: string;
  readonly runId: string;
  readonly seed: number;
}

/**
 * Reads the team's manifests and decides everything that a scenario leaves to them.
 * @throws UserError when they cannot be read, or do not say which workload, container, service or registry is meant.
 */
export async function resolveWorld({ scenario, file, runId, seed }: WorldRequest): Promise<WorldSpec> {
  const { clusters, links, registry, application } = scenario;
  const folder = dirname(file);
  const namespace = application.namespace ?? "default";
  const values = application.values.map((path) => pathFrom(folder, path));
  const load = (path: string) => loadManifests({ path, namespace, values });
  const common = manifestsPath(scenario, file);
  const perCluster = await Promise.all(
    Object.entries(clusters).map(async ([name, { manifests }]) => {
      const path = manifests === undefined ? common : pathFrom(folder, manifests);
      const objects = await load(path);
      return { name, objects, found: findWorkload(objects, { ...application, manifests: path }) };
    }),
  );
  const { found } = perCluster[0]!;
  const other = perCluster.find((one) => differs(one.found, found));
  if (other !== undefined) throw unequal(other.name, other.found, perCluster[0]!.name, found);
  const host = registry.host ?? hostOf(found.image);
  const versions = await Promise.all(
    Object.entries(application.versions).map(async ([name, version]): Promise<[string, ImageSpec]> => {
      const own =
        version.manifests === undefined
          ? []
          : await loadManifests({ path: pathFrom(folder, version.manifests), namespace });
      return [name, imageOf({ name, version, image: found.image, host, own, folder })];
    }),
  );
  const images = Object.fromEntries(distinct(versions));
  const good = images["good"]!.reference;
  return {
    runId,
    seed,
    clusters: Object.entries(clusters).map(([name, { context = name, nodes }]) => ({ name, context, nodes })),
    links,
    registry: { host, mirror: registry.mirror, undeclared: registry.undeclared },
    images,
    application: {
      namespace: found.namespace,
      workload: { kind: "Deployment", name: found.deployment.metadata.name },
      container: found.container,
      service: found.service,
      path: scenario.traffic.path,
      manifests: Object.fromEntries(
        perCluster.map(({ name, objects, found: own }) => [name, runnable(objects, own, good)]),
      ),
    },
  };
}

/** The application's manifests; the demo application where the scenario names none. */
export function manifestsPath({ application }: Scenario, file: string): string {
  const { manifests } = application;
  return manifests === undefined ? asset("fixtures/app") : pathFrom(dirname(file), manifests);
}

/** Relative where it can be, so that messages name files as the user does. */
function pathFrom(folder: string, path: string): string {
  return isAbsolute(path) ? path : join(folder, path);
}

interface ImageRequest {
  readonly name: string;
  readonly version: Scenario["application"]["versions"][string];
  /** That of the manifests. */
  readonly image: string;
  readonly host: string;
  readonly own: readonly KubernetesObject[];
  /** Of the scenario. */
  readonly folder: string;
}

function imageOf({ name, version, image, host, own, folder }: ImageRequest): ImageSpec {
  const { tag = name, size, pushed, manifests: _, image: given, localImage, archive, ...behaviour } = version;
  const reference = given ?? `${repositoryOf(image)}:${tag}`;
  if (hostOf(reference) !== host)
    throw new UserError(
      `the image of version ${name}, ${reference}, is from ${hostOf(reference)}; the registry is ${host}`,
      {
        hint: "Set registry.host to the host that the images are named with, or leave it out.",
      },
    );
  const tagged = /:([^/:@]+)(@.*)?$/.exec(reference)?.[1];
  const objects = own.length === 0 ? {} : { manifests: own };
  const local = localImage === undefined ? {} : { own: { local: localImage } };
  const archived = archive === undefined ? {} : { own: { archive: pathFrom(folder, archive) } };
  return { reference, version: tagged ?? name, size, pushed, ...local, ...archived, ...objects, behaviour };
}

/** Two versions with one tag could not be told apart in logs: these are called by the scenario's names. */
function distinct(versions: readonly (readonly [string, ImageSpec])[]): readonly (readonly [string, ImageSpec])[] {
  const uses = (version: string) => versions.filter(([, image]) => image.version === version).length;
  return versions.map(([name, image]) => [name, uses(image.version) === 1 ? image : { ...image, version: name }]);
}

/** The manifests with the good version's image, and the namespace that they take for granted. */
function runnable(
  objects: readonly KubernetesObject[],
  found: FoundWorkload,
  image: string,
): readonly KubernetesObject[] {
  const { namespace, deployment, container } = found;
  const there =
    namespace === "default" ||
    objects.some(({ kind, metadata }) => kind === "Namespace" && metadata.name === namespace);
  const created = there ? [] : [{ apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } }];
  return [
    ...created,
    ...objects.map((object) => (object === deployment ? withImage(object, container, image) : object)),
  ];
}

function withImage(deployment: KubernetesObject, container: string, image: string): KubernetesObject {
  const { spec } = deployment as KubernetesObject & { spec: DeploymentSpec };
  const containers = spec.template.spec.containers.map((one) => (one.name === container ? { ...one, image } : one));
  return {
    ...deployment,
    spec: { ...spec, template: { ...spec.template, spec: { ...spec.template.spec, containers } } },
  };
}

interface DeploymentSpec {
  readonly template: {
    readonly spec: { readonly containers: readonly { readonly name: string; readonly image: string }[] };
  };
}

const identity = ({ namespace, deployment, container, service, image }: FoundWorkload) =>
  `Deployment ${deployment.metadata.name} in ${namespace}, container ${container}, service ${service}, image ${repositoryOf(image)}`;

function differs(one: FoundWorkload, other: FoundWorkload): boolean {
  return identity(one) !== identity(other);
}

function unequal(name: string, found: FoundWorkload, otherName: string, other: FoundWorkload): UserError {
  return new UserError(
    `clusters ${otherName} and ${name} run different applications: ${identity(other)}; ${identity(found)}`,
    {
      hint: "A drill rolls back one application: the manifests of all clusters must name it alike.",
    },
  );
}
