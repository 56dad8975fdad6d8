import { describe, expect, test } from "vitest";
import { cutAt, gateOf, judged, without } from "../../../fixtures/timelines/findings.ts";
import { draw, leftAlone, minute, releasedAndBack, second } from "../../../fixtures/timelines/sketch.ts";

const g1 = (drawn: ReturnType<typeof draw>) => gateOf(judged(drawn), "G1");

describe("G1, recovery in time,", () => {
  test("passes when every cluster holds within both limits", () => {
    expect(g1(draw())).toEqual({ outcome: "passed", open: [] });
  });

  test("counts from the first impact anywhere: at the limit passes, a second later fails", () => {
    // Users of eu are hit at 25 s, ap is back at 180 s: 155 s.
    expect(g1(draw({ expect: { recoveredWithin: "155s" } })).outcome).toBe("passed");
    expect(g1(draw({ expect: { recoveredWithin: "154s" } }))).toEqual({
      outcome: "failed",
      open: ["ap failed: it recovered only after 2m35s"],
    });
  });

  test("counts from the end of the procedure too, when that ends sooner", () => {
    const early = { at: 100 * second, outcome: "ok", detail: "" } as const;
    expect(g1(draw({ procedureFinished: early, expect: { settledWithin: "80s" } })).outcome).toBe("passed");
    expect(g1(draw({ procedureFinished: early, expect: { settledWithin: "79s" } }))).toEqual({
      outcome: "failed",
      open: ["ap failed: it recovered only after 2m35s"],
    });
  });

  test("fails for a cluster that never recovers, with the time that was watched", () => {
    const stuck = draw({ clusters: { ap: { probesOkAt: Infinity } }, settledAt: 10 * minute });
    expect(g1(stuck)).toEqual({ outcome: "failed", open: ["ap failed: it had not recovered after 9m35s"] });
  });

  test("fails when every probe is ok but users are not served", () => {
    const hit = { from: 45 * second, to: Infinity, bad: 6 };
    const unserved = draw({ clusters: { ap: { hit } }, settledAt: 10 * minute });
    expect(g1(unserved)).toEqual({ outcome: "failed", open: ["ap failed: it had not recovered after 9m35s"] });
  });

  test("is unknown when the drill did not watch as long as another limit asks for", () => {
    const stuck = draw({
      clusters: { ap: { probesOkAt: Infinity } },
      settledAt: 10 * minute,
      expect: { recoveredWithin: "1h", settledWithin: "1h" },
    });
    expect(g1(stuck)).toEqual({
      outcome: "unknown",
      open: [
        "ap unknown: it was bad until 9m35s, and was not seen to be well for 1m before the drill stopped watching after 9m35s",
      ],
    });
  });

  test("is unknown when recovery was not watched for as long as it must hold", () => {
    expect(g1(draw({ settledAt: 238 * second }))).toEqual({
      outcome: "unknown",
      open: [
        "ap unknown: it was bad until 2m35s, and was not seen to be well for 1m before the drill stopped watching after 3m33s",
      ],
    });
    expect(g1(draw({ settledAt: 240 * second })).outcome).toBe("passed");
  });

  test("is unknown for a log that ends before the drill stopped watching, unless a cluster was late already", () => {
    expect(g1(cutAt(draw(), 200 * second))).toMatchObject({
      outcome: "unknown",
      open: [/eu unknown: the log ends after/, /us/, /ap/].map((text) => expect.stringMatching(text)),
    });
    const late = draw({ expect: { recoveredWithin: "1m" }, clusters: { ap: { probesOkAt: Infinity } } });
    expect(g1(cutAt(late, 200 * second)).outcome).toBe("failed");
  });

  test("holds a cluster that the release reached to it even if its users noticed nothing", () => {
    const quiet = { ...releasedAndBack(40 * second, 180 * second), hit: undefined };
    expect(g1(draw({ clusters: { ap: quiet } })).outcome).toBe("passed");
    const stuck = draw({ clusters: { ap: { ...quiet, probesOkAt: Infinity } }, settledAt: 10 * minute });
    expect(g1(stuck).open).toEqual(["ap failed: it had not recovered after 9m35s"]);
  });

  test("leaves out a cluster that neither release nor impact reached", () => {
    const verdict = judged(draw({ clusters: { ap: leftAlone } }));
    const clusters = verdict.gates.find(({ gate }) => gate === "G1")!.assertions.map(({ cluster }) => cluster);
    expect(clusters).toEqual(["eu", "us"]);
    expect(verdict.verdict).toBe("pass");
  });

  test.each(["workload-target", "capacity", "running-digest", "effective-config"])(
    "is unknown without the probe %s",
    (probe) => {
      const blind = without(
        draw(),
        (event) => event.type === "probe" && event.cluster === "us" && event.probe === probe,
      );
      expect(g1(blind)).toEqual({
        outcome: "unknown",
        open: [
          "us unknown: it was bad until 2m5s, and was not seen to be well for 1m before the drill stopped watching after 3m55s",
        ],
      });
    },
  );

  test("takes a further probe that the timeline names into account", () => {
    const { plan, events } = draw();
    const extra = events.map((event) =>
      event.type === "probe" && event.cluster === "eu" && event.probe === "capacity"
        ? [event, { ...event, probe: "schema", value: "bad" as const }]
        : [event],
    );
    expect(g1({ plan, events: extra.flat() }).outcome).not.toBe("passed");
  });

  test("passes over a gap in the samples that lies well before recovery", () => {
    const gap = without(draw(), (event) => event.type === "probe" && event.at > 70 * second && event.at < 100 * second);
    expect(g1(gap).outcome).toBe("passed");
  });

  test("does not count a recovery before the last gap in the samples", () => {
    // Samples of capacity are missing from 181 s to 230 s: eu recovered between 95 s and 205 s after the impact.
    const gap = without(
      draw({ settledAt: 300 * second, expect: { recoveredWithin: "3m" } }),
      (event) => event.type === "probe" && event.cluster === "eu" && event.at > 180 * second && event.at < 230 * second,
    );
    expect(g1(gap)).toMatchObject({
      outcome: "unknown",
      open: [expect.stringMatching(/^eu unknown: samples are missing; it recovered between 1m35s and 3m\d+s$/)],
    });
  });
});
