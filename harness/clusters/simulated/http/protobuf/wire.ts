/** Bytes that are no protobuf, or end too early. */
export class MalformedProtobuf extends Error {}

/** Reads protobuf's wire format: tags, varints, fixed-width numbers and length-delimited bytes. */
export class WireReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get atEnd(): boolean {
    return this.#at >= this.#bytes.length;
  }

  /** Field number and wire type of the next field. */
  tag(): { readonly field: number; readonly wireType: number } {
    const tag = Number(this.varint());
    if (!Number.isSafeInteger(tag) || tag < 8) throw new MalformedProtobuf(`illegal tag ${tag}`);
    return { field: Math.floor(tag / 8), wireType: tag % 8 };
  }

  /** An int32, int64 or bool as it stands on the wire: 64 bits, two's complement. */
  varint(): bigint {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.#bytes[this.#at++];
      if (byte === undefined) throw new MalformedProtobuf("unexpected end of input");
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt.asIntN(64, value);
    }
    throw new MalformedProtobuf("varint of more than 10 bytes");
  }

  double(): number {
    const bytes = this.#take(8);
    return new DataView(bytes.buffer, bytes.byteOffset, 8).getFloat64(0, true);
  }

  delimited(): Uint8Array {
    const length = Number(this.varint());
    if (length < 0) throw new MalformedProtobuf(`negative length ${length}`);
    return this.#take(length);
  }

  /** Passes over a field of no interest. */
  skip(wireType: number): void {
    if (wireType === 0) this.varint();
    else if (wireType === 1) this.#take(8);
    else if (wireType === 2) this.delimited();
    else if (wireType === 5) this.#take(4);
    else throw new MalformedProtobuf(`unsupported wire type ${wireType}`);
  }

  #take(length: number): Uint8Array {
    const end = this.#at + length;
    if (end > this.#bytes.length) throw new MalformedProtobuf("unexpected end of input");
    const taken = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return taken;
  }
}
