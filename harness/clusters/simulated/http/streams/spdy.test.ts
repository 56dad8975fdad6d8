import { expect, test, vi } from "vitest";
import { fc } from "../../../../base/testing/properties.ts";
import { SpdyConnection, type SpdyStream } from "./spdy-connection.ts";
import { controlFrame, dataFrame, frameType } from "./spdy-frames.ts";

/** A connection with what it wrote and whether it gave up. */
function connect() {
  const written: Buffer[] = [];
  const streams: SpdyStream[] = [];
  let closed = false;
  const carrier = { write: (bytes: Buffer) => void written.push(bytes), close: () => void (closed = true) };
  const connection = new SpdyConnection(carrier, (stream) => void streams.push(stream));
  const settle = async () => {
    for (let i = 0; i < 10; i++) await new Promise((resolve) => setImmediate(resolve));
  };
  return { connection, written, streams, settle, isClosed: () => closed };
}

test("a ping comes back", async () => {
  const { connection, written, settle } = connect();
  connection.push(controlFrame(frameType.ping, Buffer.from([0, 0, 0, 1])));
  await settle();
  expect(Buffer.concat(written)).toEqual(controlFrame(frameType.ping, Buffer.from([0, 0, 0, 1])));
  connection.close();
});

test.each([
  ["a frame of 16 MB", Buffer.from([0x80, 3, 0, 1, 0, 0xff, 0xff, 0xff])],
  ["another version", Buffer.from([0x80, 2, 0, 1, 0, 0, 0, 0])],
  ["a stream that is cut short", controlFrame(frameType.synStream, Buffer.from([0, 0]))],
  ["a stream of an even number", controlFrame(frameType.synStream, Buffer.alloc(10))],
  ["headers that are none", controlFrame(frameType.synStream, Buffer.from([0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4]))],
  ["a reset without a number", controlFrame(frameType.resetStream, Buffer.alloc(0))],
])("%s ends the connection and nothing else", async (_, bytes) => {
  const { connection, isClosed, streams } = connect();
  connection.push(bytes);
  await vi.waitFor(() => expect(isClosed()).toBe(true), { interval: 5 });
  expect(streams).toEqual([]);
  connection.push(bytes);
});

test("bytes for streams that nobody opened are passed over", async () => {
  const { connection, settle, isClosed } = connect();
  connection.push(dataFrame(7, Buffer.from("hello"), 1));
  await settle();
  expect(isClosed()).toBe(false);
  connection.close();
});

test("whatever comes, however it is cut, nothing is thrown", async () => {
  const chunks = fc.array(fc.uint8Array({ minLength: 1, maxLength: 40 }), { maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(chunks, fc.boolean(), async (parts, looksRight) => {
      const { connection, settle } = connect();
      if (looksRight) connection.push(Buffer.from([0x80, 3, 0, 1]));
      for (const part of parts) connection.push(Buffer.from(part));
      await settle();
      connection.close();
    }),
    { numRuns: 60 },
  );
});
