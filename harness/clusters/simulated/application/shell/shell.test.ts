import { describe, expect, test } from "vitest";
import { isKnownCommand, runCommand, startProblem } from "./command.ts";
import { Directory, FileSystem } from "./file-system.ts";
import { Input } from "./input.ts";
import type { Machine } from "./machine.ts";

const now = () => new Date("2026-01-02T03:04:05Z");

function machine(): Machine {
  const root = new Directory(now());
  const files = new FileSystem(root, now);
  for (const name of ["etc", "tmp"]) files.makeDirectory(`/${name}`);
  files.write("/etc/passwd", Buffer.from("root:x:0:0:root:/:/bin/sh\n"));
  files.write("/etc/hosts", Buffer.from("127.0.0.1\tlocalhost\n"));
  let pid = 50;
  return {
    files,
    hostname: "web-0",
    address: "10.244.1.2",
    now,
    request: () => ({ kind: "unknown-host" }),
    lookup: () => undefined,
    processes: () => [],
    nextPid: () => ++pid,
    signalMain: () => undefined,
  };
}

interface Result {
  readonly out: string;
  readonly err: string;
  readonly code: number;
  /** ms that it waited. */
  readonly waited: number;
}

function run(argv: readonly string[], stdin = ""): Result {
  const [out, err]: Buffer[][] = [[], []];
  const io = {
    input: Input.of(Buffer.from(stdin)),
    out: (data: Buffer | string) => void out!.push(Buffer.from(data)),
    err: (data: Buffer | string) => void err!.push(Buffer.from(data)),
  };
  const environment = new Map([
    ["HOME", "/"],
    ["NAME", "one two"],
  ]);
  const steps = runCommand(machine(), argv, { io, environment, cwd: "/", atTerminal: false });
  let waited = 0;
  for (let next = steps.next(); ; next = steps.next()) {
    if (next.done === true)
      return { out: Buffer.concat(out!).toString(), err: Buffer.concat(err!).toString(), code: next.value, waited };
    if (next.value.kind === "time") waited += next.value.ms;
  }
}

const sh = (script: string) => run(["sh", "-c", script]);

// Every line was compared with the shell of the image that real clusters run in the transcripts.
describe("A shell", () => {
  test.each([
    ["for i in 1 2; do echo $i; done", "1\n2\n"],
    ['x=5; echo "$x ${y:-d} $(echo sub) $((1+2*3))"', "5 d sub 7\n"],
    ["echo $NAME \"$NAME\" '$NAME'", "one two one two $NAME\n"],
    ["[ -f /etc/passwd ] && echo yes || echo no", "yes\n"],
    ["cat /etc/passwd | cut -d: -f1,7 | tr a-z A-Z", "ROOT:/BIN/SH\n"],
    ["echo one > /tmp/a; echo two >> /tmp/a; cat /tmp/a; wc -l /tmp/a", "one\ntwo\n2 /tmp/a\n"],
    ["echo 2 > /tmp/b; cat /tmp/b", "2\n"],
    ["i=0; while [ $i -lt 2 ]; do i=$((i+1)); echo $i; done", "1\n2\n"],
    ["(exit 3); echo $?; ! true; echo $?", "3\n1\n"],
    ["cat /nope 2> /dev/null; echo $?", "1\n"],
    ["echo /etc/*", "/etc/hosts /etc/passwd\n"],
    ["echo ${NAME% two} ${NAME#one }", "one two\n"],
    ["if grep -q root /etc/passwd; then echo root; else echo nobody; fi", "root\n"],
    ["exec echo replaced; echo unreached", "replaced\n"],
    ["until true; do echo never; done; { echo a; echo b; } | tail -1", "b\n"],
  ])("makes of %j what a real one does.", (script, expected) => {
    expect(sh(script)).toEqual({ out: expected, err: "", code: 0, waited: 0 });
  });

  test.each([
    ["nothing here", "sh: nothing: not found\n", 127],
    ["/nope", "sh: /nope: not found\n", 127],
    ["/etc/passwd", "sh: /etc/passwd: Permission denied\n", 126],
    ["cd /nope", "sh: cd: line 0: can't cd to /nope: No such file or directory\n", 2],
    ["echo x > /nope/y", "sh: can't create /nope/y: nonexistent directory\n", 1],
    ["exit abc", "sh: exit: line 0: Illegal number: abc\n", 2],
    ['echo "', "sh: syntax error: unterminated quoted string\n", 2],
    ["if", 'sh: syntax error: unexpected end of file (expecting "then")\n', 2],
    ["sleep 1 & wait", 'sh: syntax error: unexpected "&"\n', 2],
    ["exit 300", "", 44],
  ])("fails at %j as a real one does, or says that it cannot.", (script, err, code) => {
    expect(sh(script)).toEqual({ out: "", err, code, waited: 0 });
  });

  test("reads its input line by line, and a command goes on over lines.", () => {
    expect(run(["sh"], "echo one\nif true\nthen echo two\nfi\nexit 7\necho no\n")).toMatchObject({
      out: "one\ntwo\n",
      code: 7,
    });
  });

  test("waits as long as it is told to.", () => {
    expect(sh("sleep 1.5; sleep 2m").waited).toBe(121_500);
  });

  test("that never waits is held up now and then, so that nobody else is.", () => {
    expect(sh("i=0; while [ $i -lt 2000 ]; do i=$((i+1)); done").waited).toBeGreaterThan(0);
  });

  test("that calls itself without end, or nests without end, is refused and not the end of everybody.", () => {
    expect(sh(`${"(".repeat(2000)}true${")".repeat(2000)}`).code).toBe(2);
    expect(sh(`echo ${"$(echo ".repeat(200)}x${")".repeat(200)}`).code).toBe(2);
    expect(sh(`echo $((${"(".repeat(5000)}1${")".repeat(5000)}))`).code).toBe(2);
  });

  test("does not fill the memory: files have their limit.", () => {
    const grown = sh(
      "echo 0123456789 > /tmp/a; i=0; while [ $i -lt 22 ]; do cat /tmp/a /tmp/a > /tmp/b ; mv /tmp/b /tmp/a; i=$((i+1)); done",
    );
    expect(grown.err).toContain("No space left on device");
  });
});

test.each([
  [["nothing"], 'exec failed: unable to start container process: exec: "nothing": executable file not found in $PATH'],
  [
    ["/nothing"],
    'exec failed: unable to start container process: exec: "/nothing": stat /nothing: no such file or directory',
  ],
  [["/etc"], 'exec failed: unable to start container process: exec: "/etc": permission denied'],
  [[], "exec failed: args must not be empty"],
  [["sh", "-c", "nothing"], undefined],
])("Starting %j meets the container runtime's refusal or none.", (argv, problem) => {
  expect(startProblem(machine(), argv)).toBe(problem);
});

test.each([
  [["sleep", "5"], true],
  [["sh", "-c", "until wget -qO- http://db/; do sleep 1; done"], true],
  [["/bin/sh", "-c", "echo $HOME && exec sleep infinity"], true],
  [["node", "server.js"], false],
  [["sh", "-c", "exec node server.js"], false],
  [["sh", "-c", "$COMMAND"], false],
  [["sh", "-c", "sleep 3 & wait"], false],
  [["--port", "80"], false],
  [[], false],
])("Whether everything in %j is known is %s: what is not, is the image's own business.", (argv, known) => {
  expect(isKnownCommand(argv)).toBe(known);
});
