import { asset } from "../../../base/assets.ts";
import { answerJitter } from "../../answers.ts";
import type { Ledger } from "../../driver.ts";
import type { KubernetesObject } from "../../kubernetes.ts";
import type { Behaviour, ImageSpec, WorldSpec } from "../../world.ts";
import { docker } from "../docker/docker.ts";
import { runLabel } from "../../run-label.ts";
import type { Names } from "../docker/names.ts";
import { type Container, portsOf } from "../../ports.ts";
import { records } from "../docker/records.ts";

export interface ImageBuild {
  /** What the stand-in is built on. */
  readonly base: string;
  readonly names: Names;
  readonly ledger: Ledger;
  /** What docker's builder needs in its environment, as `builderEnvironment` finds it. */
  readonly builder: Readonly<Record<string, string>>;
}

/** What the stand-in has to know beyond its declared behaviour. */
interface StandIn extends Behaviour {
  readonly version: string;
  readonly ports: readonly number[];
}

/** Builds the stand-in application with a behaviour and gives it this name; disposal removes the name. */
export function buildStandIn(reference: string, behaviour: StandIn, build: ImageBuild): Promise<AsyncDisposable> {
  const { folder, parameters } = standInBuild(build.base, behaviour);
  return buildImage(reference, folder, parameters, build);
}

/** What `docker build` takes for a stand-in with this behaviour. @param base what it is built on */
export function standInBuild(base: string, behaviour: StandIn) {
  const parameters = { BASE: base, BEHAVIOUR: JSON.stringify({ ...behaviour, answerJitter }) };
  return { folder: asset("fixtures/application"), parameters };
}

/** Builds a folder's Dockerfile; disposal removes the image's name. */
export async function buildImage(
  reference: string,
  folder: string,
  parameters: Readonly<Record<string, string>>,
  { names, ledger, builder }: Pick<ImageBuild, "names" | "ledger" | "builder">,
): Promise<AsyncDisposable> {
  const entry = ledger.record(records.image, { reference });
  await docker(
    [
      "build",
      "--quiet",
      `--tag=${reference}`,
      `--label=${runLabel}=${names.runId}`,
      ...Object.entries(parameters).map(([key, value]) => `--build-arg=${key}=${value}`),
      folder,
    ],
    { environment: builder },
  );
  return {
    async [Symbol.asyncDispose]() {
      await docker(["image", "rm", reference]);
      entry.strike();
    },
  };
}

/** The stand-in of one declared version. */
export function standInOf({ version, behaviour }: ImageSpec, { application }: WorldSpec): StandIn {
  return { ...behaviour, version, ports: portsIn(Object.values(application.manifests).flat(), application.container) };
}

function portsIn(objects: readonly KubernetesObject[], container: string): readonly number[] {
  const containers: readonly Container[] = objects.flatMap(({ spec }) => spec?.template?.spec?.containers ?? []);
  return [...new Set(containers.filter(({ name }) => name === container).flatMap(portsOf))];
}

/** Docker without the buildx plugin still has its first builder, and has to be told. */
export async function builderEnvironment(): Promise<Readonly<Record<string, string>>> {
  return docker(["buildx", "version"]).then(
    () => ({}),
    () => ({ DOCKER_BUILDKIT: "0" }),
  );
}
