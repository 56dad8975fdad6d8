import { outcomeText } from "./outcome.ts";
import { StreamSession, type Wanted } from "./session.ts";
import type { SpdyStream } from "./spdy-connection.ts";

export interface SpdySessionOptions {
  readonly wanted: Wanted;
  readonly command: readonly string[];
  readonly behind: () => boolean;
  /** All streams that the client has to open are there. */
  readonly begin: (session: StreamSession) => void;
  readonly close: () => void;
}

/** A session over SPDY, as clients before 1.31 speak it: one stream for each channel, named in its headers. */
export function serveSpdySession(options: SpdySessionOptions): {
  stream(stream: SpdyStream): void;
  close(): void;
} {
  const { wanted, command, behind, begin, close } = options;
  const streams = new Map<string, SpdyStream>();
  let session: StreamSession | undefined;
  const needed = ["error", ...(wanted.stdin ? ["stdin"] : []), ...(wanted.stdout ? ["stdout"] : [])];
  if (wanted.stderr && !wanted.tty) needed.push("stderr");
  if (wanted.tty) needed.push("resize");
  const start = () => {
    session = new StreamSession(wanted, {
      out: (data) => streams.get("stdout")?.write(data),
      err: (data) => streams.get("stderr")?.write(data),
      behind,
      finish: (end) => {
        const text = outcomeText(end, "v4", command);
        if (text !== undefined) streams.get("error")!.write(text);
        for (const stream of streams.values()) stream.end();
        close();
      },
    });
    const own = session;
    streams.get("stdin")?.receive({ data: (bytes) => own.typed(bytes), end: () => own.closeInput() });
    begin(own);
  };
  return {
    stream(stream) {
      const type = stream.headers.get("streamtype") ?? "";
      if (!needed.includes(type) || streams.has(type)) return stream.reset();
      streams.set(type, stream);
      if (streams.size === needed.length) start();
    },
    close: () => session?.close(),
  };
}
