#!/usr/bin/env node
import { keepCompiledCode } from "./compile-cache.ts";

keepCompiledCode(process.env);
const { exitCodes } = await import("./base/errors.ts");
const { printError } = await import("./commands/print-error.ts");
const { streamTerminal } = await import("./terminal.ts");
const { main } = await import("./commands/main.ts");

const terminal = streamTerminal({ stdout: process.stdout, stderr: process.stderr, env: process.env });
const stop = new AbortController();
const hurry = new AbortController();

/** The first one asks for an orderly end, the second for a fast one, the third gets an end at once. */
function interrupt(signal: NodeJS.Signals): void {
  if (hurry.signal.aborted) process.exit(exitCodes.aborted);
  if (stop.signal.aborted) hurry.abort(new Error(`${signal}, a second time`));
  else stop.abort(new Error(signal === "SIGINT" ? "Ctrl-C" : signal));
}

function crash(error: unknown): void {
  printError(error, terminal);
  process.exit(exitCodes.invalid);
}

/** A reader such as `head` that has seen enough. */
function onOutputError(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") crash(error);
  process.exit(process.exitCode);
}

process.on("SIGINT", interrupt).on("SIGTERM", interrupt);
process.on("uncaughtException", crash).on("unhandledRejection", crash);
process.stdout.on("error", onOutputError);
process.stderr.on("error", onOutputError);

const exitCode = await main(process.argv.slice(2), {
  terminal,
  env: process.env,
  signal: stop.signal,
  hurry: hurry.signal,
});
process.exitCode = exitCode;
process.stdout.write("", () => process.stderr.write("", () => process.exit(exitCode)));
