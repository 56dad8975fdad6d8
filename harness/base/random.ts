/**
 * Seeded random numbers (sfc32). Each part of the world draws from a stream of its own, `derive`d by name, so that one
 * part that draws more does not change what another sees.
 */
export class Random {
  readonly #seed: string;
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  constructor(seed: number | string) {
    this.#seed = String(seed);
    this.#a = hash(this.#seed, 0x9e3779b9);
    this.#b = hash(this.#seed, 0x243f6a88);
    this.#c = hash(this.#seed, 0xb7e15162);
    for (let i = 0; i < 12; i++) this.#next();
  }

  /** An independent stream; the same name always gives the same one. */
  derive(name: string): Random {
    return new Random(`${this.#seed}/${name}`);
  }

  /** Uniform in [0, 1). */
  uniform(): number {
    return this.#next() / 0x1_0000_0000;
  }

  /** Uniform in [from, to). */
  between(from: number, to: number): number {
    return from + (to - from) * this.uniform();
  }

  /** Uniform whole number in [0, bound). */
  below(bound: number): number {
    return Math.floor(this.uniform() * bound);
  }

  /** True with the given probability, 0 to 1. */
  chance(probability: number): boolean {
    return probability > 0 && this.uniform() < probability;
  }

  /** `length` characters of the alphabet that Kubernetes uses for generated names. */
  suffix(length: number): string {
    let text = "";
    for (let i = 0; i < length; i++) text += nameAlphabet[this.below(nameAlphabet.length)];
    return text;
  }

  /** A version 4 UUID. */
  uuid(): string {
    const codes: number[] = [];
    for (const mark of uuidPattern) {
      const digit = mark === "x" ? this.below(16) : mark === "y" ? 8 + this.below(4) : undefined;
      codes.push(digit === undefined ? mark.charCodeAt(0) : hexDigits.charCodeAt(digit));
    }
    return String.fromCharCode(...codes);
  }

  #next(): number {
    const sum = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + sum;
    this.#c |= 0;
    return sum >>> 0;
  }
}

const hexDigits = "0123456789abcdef";
/** Of version 4: `x` is any digit, `y` one of four. */
const uuidPattern = "xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx";

/** Without vowels and look-alikes, so that no word appears by chance. */
const nameAlphabet = "bcdfghjklmnpqrstvwxz2456789";

function hash(text: string, basis: number): number {
  let value = basis | 0;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  value ^= value >>> 15;
  return Math.imul(value, 0x2c1b3c6d) | 0;
}
