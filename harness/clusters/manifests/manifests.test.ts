import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { clientPath } from "../../../fixtures/clients/kubectl.ts";
import { UserError } from "../../base/errors.ts";
import { loadManifests, manifestTools } from "./load.ts";
import { readManifestText } from "./read.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "manifests-"));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

function write(path: string, text: string): string {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

const configMap = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name} }\n`;
const load = (path: string, values: string[] = []) =>
  loadManifests({ path: join(folder, path), namespace: "shop", values });
const names = async (path: string) => (await load(path)).map(({ metadata }) => metadata.name);

async function messageOf(action: Promise<unknown>): Promise<string> {
  const error = await action.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof UserError)) throw new Error("no UserError was thrown", { cause: error });
  expect(error.hint).toBeDefined();
  return error.message.replaceAll(`${folder}/`, "");
}

describe("a team's manifests", () => {
  test("are a file with several documents, empty ones between them", async () => {
    write("app.yaml", `---\n${configMap("a")}---\n# nothing\n---\n${configMap("b")}`);
    expect(await names("app.yaml")).toEqual(["a", "b"]);
  });

  test("are a JSON file with a list, whose entries come one by one", async () => {
    const object = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "a" } };
    write("app.json", JSON.stringify({ apiVersion: "v1", kind: "List", items: [object] }));
    expect(await load("app.json")).toEqual([object]);
  });

  test("are a folder, one level deep, in the order of the file names", async () => {
    write("k8s/b.yml", configMap("b"));
    write("k8s/a.yaml", configMap("a"));
    write("k8s/deeper/c.yaml", configMap("c"));
    write("k8s/README.md", "# not a manifest");
    expect(await names("k8s")).toEqual(["a", "b"]);
  });

  test("keep every field as it was written", async () => {
    write("app.yaml", `${configMap("a")}data: { n: "1", s: "yes" }\n`);
    expect((await load("app.yaml"))[0]!["data"]).toEqual({ n: "1", s: "yes" });
  });

  test("are rendered by the user's kubectl where there is a kustomization", async () => {
    vi.stubEnv("PATH", dirname(clientPath("1.34")) + delimiter + process.env["PATH"]);
    write("k/kustomization.yaml", "resources: [a.yaml]\nnamePrefix: eu-\n");
    write("k/a.yaml", configMap("a"));
    expect(await names("k")).toEqual(["eu-a"]);
    expect(manifestTools(join(folder, "k"))).toEqual(["kubectl"]);
  });

  test("are rendered by the user's helm where there is a chart, with its values and namespace", async () => {
    vi.stubEnv("PATH", dirname(clientPath("1.34", "helm")) + delimiter + process.env["PATH"]);
    write("shop/Chart.yaml", "apiVersion: v2\nname: shop\nversion: 1.0.0\n");
    write("shop/values.yaml", "greeting: hello\n");
    write(
      "shop/templates/config.yaml",
      `${configMap("{{ .Release.Name }}-config")}data: { namespace: "{{ .Release.Namespace }}", greeting: "{{ .Values.greeting }}" }\n`,
    );
    const values = write("eu.yaml", "greeting: moin\n");
    const [object] = await load("shop", [values]);
    expect(object).toMatchObject({ metadata: { name: "shop-config" }, data: { namespace: "shop", greeting: "moin" } });
    expect(manifestTools(join(folder, "shop"))).toEqual(["helm"]);
  });
});

describe("manifests are refused", () => {
  test.each([
    [
      "with a mistake in the YAML",
      "a: [1\n",
      "app.yaml:2:1: Flow sequence in block collection must be sufficiently indented and end with a ]",
    ],
    [
      "with something else among them",
      `${configMap("a")}---\nreplicas: 3\n`,
      "app.yaml:5:1: this is no Kubernetes object: it has no apiVersion, no kind, no metadata.name",
    ],
    [
      "without a name",
      "apiVersion: v1\nkind: Secret\n",
      "app.yaml:1:1: this is no Kubernetes object: it has no metadata.name",
    ],
    [
      "with a nameless entry in a list",
      "apiVersion: v1\nkind: List\nitems: [{ apiVersion: v1, kind: Secret }]\n",
      "app.yaml:1:1: items[0]: this is no Kubernetes object: it has no metadata.name",
    ],
    ["that hold nothing", "# later\n", "app.yaml holds no Kubernetes objects"],
    ["with one object twice", `${configMap("a")}---\n${configMap("a")}`, "app.yaml holds ConfigMap a twice"],
  ])("%s", async (_, text, message) => {
    write("app.yaml", text);
    expect(await messageOf(load("app.yaml"))).toBe(message);
  });

  test("with aliases of aliases without end", () => {
    const bomb = Array.from(
      { length: 9 },
      (_, level) =>
        `a${level}: &a${level} [${Array(9)
          .fill(level === 0 ? "x" : `*a${level - 1}`)
          .join(", ")}]`,
    );
    expect(() => readManifestText("bomb.yaml", bomb.join("\n"))).toThrow(/^bomb\.yaml:1:1: Excessive alias count/);
  });

  test("that are not there, and folders without any", async () => {
    mkdirSync(join(folder, "empty"));
    expect(await messageOf(load("none.yaml"))).toBe(
      "cannot read the manifests none.yaml: there is no such file or folder",
    );
    expect(await messageOf(load("empty"))).toBe(`no manifests in ${join(folder, "empty").replace(`${folder}/`, "")}`);
  });

  test("when values are given for something that is no chart", async () => {
    write("app.yaml", configMap("a"));
    expect(await messageOf(load("app.yaml", ["v.yaml"]))).toBe(
      "app.yaml is no Helm chart, so values do not apply to it",
    );
  });

  test("when the tool that renders them is missing", async () => {
    vi.stubEnv("PATH", join(folder, "bin"));
    write("k/kustomization.yaml", "resources: []\n");
    write("c/Chart.yaml", "name: c\n");
    expect(await messageOf(load("k"))).toBe("kubectl is not on PATH; the manifests need `kubectl kustomize k`");
    expect(await messageOf(load("c"))).toBe(
      "helm is not on PATH; the manifests need `helm template c c --namespace shop --include-crds`",
    );
  });

  test("with what the tool said when it fails", async () => {
    vi.stubEnv("PATH", dirname(clientPath("1.34")) + delimiter + process.env["PATH"]);
    write("k/kustomization.yaml", "resources: [none.yaml]\n");
    const message = await messageOf(load("k"));
    expect(message).toContain("`kubectl kustomize k` failed: error: accumulating resources");
  });
});
