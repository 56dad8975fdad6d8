import { connect } from "node:net";
import { exitCodes, UserError } from "../../base/errors.ts";
import { longestRequest, type ControlReply, type ControlRequest } from "./protocol.ts";

/** ms that the drill may take to answer. */
const patience = 60_000;

/**
 * Says something to the drill that listens at `path`.
 * @throws UserError when it cannot be reached or refuses.
 */
export async function tellDrill(path: string, request: ControlRequest): Promise<void> {
  const reply = await ask(path, JSON.stringify(request)).catch((cause: unknown) => {
    throw new UserError(`the drill does not answer at ${path}: ${(cause as Error).message}`, {
      cause,
      exitCode: exitCodes.invalid,
      hint: "DRILL_CONTROL is set by a drill for as long as its procedure runs; unset it when there is none",
    });
  });
  if (!reply.ok) throw new UserError(reply.message);
}

function ask(path: string, line: string): Promise<ControlReply> {
  return new Promise((resolve, reject) => {
    let text = "";
    const socket = connect(path, () => socket.write(`${line}\n`));
    socket.setTimeout(patience, () => socket.destroy(new Error("no answer within a minute")));
    socket.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
      if (text.length > longestRequest) socket.destroy(new Error("the answer is too long"));
    });
    socket.once("error", reject);
    socket.once("close", () => {
      try {
        resolve(JSON.parse(text) as ControlReply);
      } catch {
        reject(new Error("the connection was closed without an answer"));
      }
    });
  });
}
