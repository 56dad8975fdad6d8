import { connect } from "node:net";
import { networkInterfaces } from "node:os";
import { expect, test } from "vitest";
import { forgetfulLedger } from "../../forgetful-ledger.ts";
import { AnswersHttp } from "./answers-http.ts";
import { startContainer } from "./container.ts";
import { docker } from "./docker.ts";
import { partImages } from "../images.ts";
import { missingForKind } from "./missing.ts";
import { Names } from "./names.ts";

function connects(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port }, () => resolve(true)).on("error", () => resolve(false));
    socket.setTimeout(2_000, () => resolve(false)).on("close", () => socket.destroy());
  });
}

test.skipIf((await missingForKind()) !== undefined)(
  "the ports of a part are published to this machine and to nobody else",
  async () => {
    const names = new Names(`ports-${process.pid}`);
    const { registry } = partImages(process.env);
    const wanted = {
      name: names.registry,
      image: registry,
      network: "bridge",
      ports: [5000],
      ready: new AnswersHttp("/v2/", 5000),
    };
    await using container = await startContainer(wanted, names, forgetfulLedger);
    const port = container.port(5000);
    expect(await docker(["port", names.registry])).toBe(`5000/tcp -> 127.0.0.1:${port}`);
    expect(await connects("127.0.0.1", port)).toBe(true);
    const others = Object.values(networkInterfaces()).flatMap(
      (found) => found?.filter(({ internal }) => !internal) ?? [],
    );
    for (const { address, family } of others)
      if (family === "IPv4") expect([address, await connects(address, port)]).toEqual([address, false]);
  },
);
