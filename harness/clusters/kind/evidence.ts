import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { execa } from "execa";
import { Redactor } from "../../base/redactor.ts";
import { docker, kind } from "./docker/docker.ts";

export interface EvidenceOptions {
  /** Folder of the evidence, absolute; it is made when there is something to keep. */
  readonly folder: string;
  /** Where logs may lie while secrets are still in them. */
  readonly scratch: string;
  /** What must not be in any file. */
  secrets(): readonly string[];
}

/** ms that the logs of one cluster may take. */
const patience = 60_000;
/** Bytes that are kept of the end of a file, and of all files of one cluster. */
const longestFile = 1_000_000;
const longestExport = 20_000_000;
/** Lines that are kept of a container's log. */
const longestLog = 5_000;

/**
 * Logs of clusters and containers, without secrets. What could not be had is said in a file in its place: that there is no
 * log must not keep anybody from cleaning up.
 */
export class Evidence {
  readonly #options: EvidenceOptions;

  constructor(options: EvidenceOptions) {
    this.#options = options;
  }

  /** What `kind export logs` gives of a cluster, as far as it is text. */
  async cluster(name: string): Promise<void> {
    await this.#keep(name, async (folder) => {
      const raw = mkdtempSync(join(this.#options.scratch, "logs-"));
      try {
        await kind(["export", "logs", raw, "--name", name], { timeout: patience });
        let room = longestExport;
        for (const path of filesBelow(raw).filter(isKept)) {
          const text = this.#withoutSecrets(endOf(path, Math.min(room, longestFile)));
          room -= text.length;
          write(join(folder, relative(raw, path)), text);
        }
      } finally {
        rmSync(raw, { recursive: true, force: true });
      }
    });
  }

  /** The logs of containers that carry a label. @param label `name=value` */
  async containers(label: string): Promise<void> {
    await this.#keep("containers", async (folder) => {
      const names = await docker(["ps", "--all", `--filter=label=${label}`, "--format={{.Names}}"], {
        timeout: patience,
      });
      for (const name of names.split("\n").filter(Boolean))
        write(join(folder, `${name}.log`), this.#withoutSecrets(await containerLog(name, longestLog)));
    });
  }

  async #keep(name: string, work: (folder: string) => Promise<void>): Promise<void> {
    const folder = join(this.#options.folder, name);
    try {
      await work(folder);
    } catch (error) {
      try {
        write(join(folder, "missing.txt"), `${this.#withoutSecrets((error as Error).message)}\n`);
      } catch {
        // On a full disk there is no evidence, and all the more to clean up.
      }
    }
  }

  #withoutSecrets(text: string): string {
    const redactor = new Redactor(this.#options.secrets());
    return text
      .split("\n")
      .map((line) => redactor.line(line))
      .join("\n");
  }
}

/** The last lines of what a container printed, on either stream; empty when there is none. */
export async function containerLog(name: string, lines: number): Promise<string> {
  const { all } = await execa("docker", ["logs", `--tail=${lines}`, "--timestamps", name], {
    all: true,
    reject: false,
    timeout: patience,
    stdin: "ignore",
  });
  return all;
}

/** Texts only: secrets are not found in journals and the like. What was written to the API is in the timeline. */
function isKept(path: string): boolean {
  return /\.(?:log|txt|json)$/.test(path) && !path.includes("audit");
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function endOf(path: string, bytes: number): string {
  const size = statSync(path).size;
  const text = readFileSync(path);
  if (size <= bytes) return text.toString("utf8");
  return `… ${size - bytes} bytes left out\n${text.subarray(size - bytes).toString("utf8")}`;
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text, { mode: 0o600 });
}
