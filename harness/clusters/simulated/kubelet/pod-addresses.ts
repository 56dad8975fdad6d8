/** Gives out the pod addresses of one node, each to one pod at a time, in turn so that an address is not reused at once. */
export class PodAddresses {
  readonly #subnet: string;
  readonly #taken = new Set<string>();
  #last = 1;

  constructor(subnet: string) {
    this.#subnet = subnet;
  }

  take(): string {
    for (let tries = 0; tries < 253; tries++) {
      this.#last = this.#last >= 254 ? 2 : this.#last + 1;
      const address = `${this.#subnet}.${this.#last}`;
      if (this.#taken.has(address)) continue;
      this.#taken.add(address);
      return address;
    }
    throw new Error(`all pod addresses of ${this.#subnet}.0/24 are taken`);
  }

  free(address: string): void {
    this.#taken.delete(address);
  }
}
