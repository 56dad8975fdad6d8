import { fail, parseFlags, type Applet, type Call } from "../call.ts";
import type { Steps } from "../machine.ts";
import { usage } from "./usage.ts";

/** Programs about the container they run in, and those that only end. */
export const systemApplets: readonly (readonly [string, Applet])[] = [
  ["true", () => 0],
  ["false", () => 1],
  ["sleep", sleep],
  ["env", environment],
  ["hostname", hostname],
  ["id", id],
  ["whoami", print("root")],
  ["pwd", ({ io, cwd }) => (io.out(`${cwd}\n`), 0)],
  ["date", date],
  ["uname", uname],
  ["ps", processes],
  ["kill", kill],
  ["nproc", print("1")],
  ["tty", ({ io }) => (io.out("not a tty\n"), 1)],
  ["which", which],
];

function print(text: string): Applet {
  return ({ io }) => (io.out(`${text}\n`), 0);
}

const units: Readonly<Record<string, number>> = { "": 1000, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

function* sleep(call: Call): Steps<number> {
  if (call.args.length === 0) return usage(call, "sleep [N]...", sleepHelp);
  let total = 0;
  for (const word of call.args) {
    const match = /^(?:(infinity|inf)|(\d*\.?\d+)([smhd]?))$/.exec(word);
    if (match === null) return fail(call, `invalid number '${word}'`);
    total += match[1] === undefined ? Number(match[2]) * units[match[3]!]! : Infinity;
  }
  yield { kind: "time", ms: total };
  return 0;
}

const sleepHelp = `Pause for a time equal to the total of the args given, where each arg can
have an optional suffix of (s)econds, (m)inutes, (h)ours, or (d)ays`;

function environment(call: Call): number {
  if (call.args.length > 0) return fail(call, `can't execute '${call.args[0]}': No such file or directory`, 127);
  for (const [name, value] of call.environment) call.io.out(`${name}=${value}\n`);
  return 0;
}

function hostname(call: Call): number {
  const { flags, rest } = parseFlags(call.args, "ifsd");
  if (rest.length > 0) return fail(call, "sethostname: Operation not permitted");
  const { machine, io } = call;
  io.out(`${flags.has("i") ? machine.address : flags.has("d") ? "" : machine.hostname}\n`);
  return 0;
}

function id(call: Call): number {
  const { flags } = parseFlags(call.args, "ugnrG");
  const wantsOne = flags.has("u") || flags.has("g") || flags.has("G");
  call.io.out(wantsOne ? (flags.has("n") ? "root\n" : "0\n") : "uid=0(root) gid=0 groups=0\n");
  return 0;
}

const days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

function date(call: Call): number {
  const now = call.machine.now();
  const { flags, rest } = parseFlags(call.args, "uRI");
  const [format] = rest;
  const two = (value: number, pad = "0") => String(value).padStart(2, pad);
  const parts: Readonly<Record<string, string>> = {
    Y: String(now.getUTCFullYear()),
    m: two(now.getUTCMonth() + 1),
    d: two(now.getUTCDate()),
    e: two(now.getUTCDate(), " "),
    H: two(now.getUTCHours()),
    M: two(now.getUTCMinutes()),
    S: two(now.getUTCSeconds()),
    s: String(Math.floor(now.getTime() / 1000)),
    a: days[now.getUTCDay()]!,
    b: months[now.getUTCMonth()]!,
    Z: "UTC",
    z: "+0000",
    F: now.toISOString().slice(0, 10),
    T: now.toISOString().slice(11, 19),
    N: "000000000",
    n: "\n",
    "%": "%",
  };
  const usual = flags.has("R") ? "%a, %d %b %Y %T %z" : flags.has("I") ? "%F" : "%a %b %e %T %Z %Y";
  const wanted = format?.startsWith("+") === true ? format.slice(1) : usual;
  if (format !== undefined && !format.startsWith("+")) return fail(call, `invalid date '${format}'`);
  call.io.out(`${wanted.replaceAll(/%(.)/g, (whole, letter: string) => parts[letter] ?? whole)}\n`);
  return 0;
}

function uname(call: Call): number {
  const { hostname: host } = call.machine;
  const parts = { s: "Linux", n: host, r: "6.1.0", v: "#1 SMP PREEMPT_DYNAMIC", m: "x86_64", o: "GNU/Linux" };
  const { flags } = parseFlags(call.args, "asnrvmo");
  const wanted = Object.entries(parts).filter(([flag]) => flags.has("a") || flags.has(flag));
  call.io.out(`${wanted.length === 0 ? parts.s : wanted.map(([, text]) => text).join(" ")}\n`);
  return 0;
}

function processes(call: Call): number {
  const own = { pid: call.machine.nextPid(), command: [call.name, ...call.args].join(" ") };
  call.io.out("PID   USER     COMMAND\n");
  for (const { pid, command } of [...call.machine.processes(), own])
    call.io.out(`${String(pid).padStart(5)} root     ${command}\n`);
  return 0;
}

/** Only the first process can be reached: what else runs is gone before anybody could name it. */
function kill(call: Call): number {
  const { rest } = { rest: call.args.filter((arg) => !arg.startsWith("-")) };
  const signal = /^-(?:s)?(?:SIG)?(9|KILL)$/.test(call.args[0] ?? "") ? "KILL" : "TERM";
  let code = 0;
  for (const pid of rest)
    if (pid === "1") call.machine.signalMain(signal);
    else code = fail(call, `can't kill pid ${pid}: No such process`);
  return code;
}

function which(call: Call): number {
  let code = 0;
  for (const name of call.args)
    if (call.machine.files.find(`/bin/${name}`) === undefined) code = 1;
    else call.io.out(`/bin/${name}\n`);
  return code;
}
