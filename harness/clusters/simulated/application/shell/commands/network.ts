import { fail, invalidOption, parseFlags, type Applet, type Call } from "../call.ts";
import { FileError } from "../file-system.ts";
import type { HttpOutcome, Steps } from "../machine.ts";

/** Programs that ask others over the network. */
export const networkApplets: readonly (readonly [string, Applet])[] = [
  ["wget", wget],
  ["nslookup", nameLookup],
];

/** ms after which a program that was told nothing else stops waiting. */
const patience = 900_000;

/** `wget` of one plain HTTP address. */
function* wget(call: Call): Steps<number> {
  const spider = call.args.includes("--spider");
  const args = call.args
    .filter((arg) => arg !== "--spider")
    .map((arg) => longOptions.reduce((text, [long, short]) => text.replace(long, short), arg));
  const { flags, rest, unknown } = parseFlags(args, "qSO:T:");
  if (unknown !== undefined) return invalidOption(call, unknown);
  const [address] = rest;
  if (address === undefined || rest.length > 1) return fail(call, "needs one address");
  const target = /^(?:(\w+):\/\/)?([^/:?]+)(?::(\d+))?(\/.*|\?.*)?$/.exec(address);
  if (target === null || (target[1] ?? "http") !== "http") return fail(call, `not an http or ftp url: ${address}`);
  const [, , host = "", port = "80", path = "/"] = target;
  const outcome = call.machine.request({ method: spider ? "HEAD" : "GET", host, port: Number(port), path });
  const loud = !flags.has("q");
  const limit = flags.has("T") ? Number(flags.get("T")) * 1000 || patience : patience;
  if (outcome.kind === "unknown-host") return fail(call, `bad address '${host}'`);
  const shown = port === "80" && target[3] === undefined ? host : `${host}:${port}`;
  if (loud) call.io.err(`Connecting to ${shown} (${outcome.address}:${port})\n`);
  return yield* finished(call, outcome, { flags, limit, host, path, loud, spider });
}

const longOptions: readonly (readonly [RegExp, string])[] = [
  [/^--quiet$/, "-q"],
  [/^--timeout=/, "-T"],
  [/^--output-document=/, "-O"],
  [/^--server-response$/, "-S"],
];

interface Wish {
  readonly flags: ReadonlyMap<string, string>;
  readonly limit: number;
  readonly host: string;
  readonly path: string;
  readonly loud: boolean;
  readonly spider: boolean;
}

function* finished(call: Call, outcome: Exclude<HttpOutcome, { kind: "unknown-host" }>, wish: Wish): Steps<number> {
  const { flags, limit, path, loud, spider } = wish;
  if (outcome.kind === "refused")
    return fail(call, `can't connect to remote host (${outcome.address}): Connection refused`);
  if (outcome.kind === "silent" || outcome.after > limit) {
    yield { kind: "time", ms: limit };
    return fail(call, "download timed out");
  }
  yield { kind: "time", ms: outcome.after };
  const { statusLine, headers, body } = outcome;
  if (flags.has("S"))
    for (const line of [statusLine, ...headers.map(([name, value]) => `${name}: ${value}`), ""])
      call.io.err(`  ${line}\n`);
  if (!/ 2\d\d\b/.test(statusLine)) return fail(call, `server returned error: ${statusLine}`);
  if (spider) {
    if (loud) call.io.err("remote file exists\n");
    return 0;
  }
  const name = flags.get("O") ?? (path.split(/[?/]/).findLast((part) => part !== "") || "index.html");
  const base = name.slice(name.lastIndexOf("/") + 1);
  if (loud) call.io.err(name === "-" ? "writing to stdout\n" : `saving to '${name}'\n`);
  if (name === "-") call.io.out(body);
  else
    try {
      const { files } = call.machine;
      if (name !== "/dev/null") files.write(files.absolute(name, call.cwd), body);
    } catch (error) {
      if (error instanceof FileError) return fail(call, `can't open '${name}': ${error.message}`);
      throw error;
    }
  if (loud) {
    const bar = `${base.slice(0, 20).padEnd(20)} 100% |********************************| ${String(body.length).padStart(5)}  0:00:00 ETA`;
    call.io.err(`${bar}\n${name === "-" ? "written to stdout" : `'${name}' saved`}\n`);
  }
  return 0;
}

function nameLookup(call: Call): number {
  const [name] = call.args;
  if (name === undefined) return fail(call, "needs a name");
  const found = call.machine.lookup(name);
  call.io.out("Server:\t\t10.96.0.10\nAddress:\t10.96.0.10:53\n\n");
  if (found === undefined) {
    call.io.out(`** server can't find ${name}: NXDOMAIN\n\n`);
    return 1;
  }
  call.io.out(found.addresses.map((address) => `Name:\t${found.name}\nAddress: ${address}\n`).join(""));
  call.io.out("\n");
  return 0;
}
