import { formatDuration } from "../base/duration.ts";
import { completeScenario } from "../scenario/complete.ts";
import { schemaParts } from "../catalogues.ts";
import type { ImageSpec } from "../clusters/world.ts";
import type { PreparedDrill } from "../prepare.ts";
import { unmetNeeds } from "../plan.ts";
import { surveyLines } from "./survey-text.ts";
import { table, type Row } from "./table.ts";
import { paint, type Terminal } from "../terminal.ts";

export interface PlanView extends PreparedDrill {
  /** Tools that the plan needs, and where they are; undefined for one that is missing. */
  readonly found: Readonly<Record<string, string | undefined>>;
}

/** The plan as people read it: what happens, what must hold, what it takes, and the scenario with every default. */
export function planText(view: PlanView, terminal: Pick<Terminal, "colours">): string {
  const { plan, source, file } = view;
  const title = (text: string) => paint(terminal, "bold", text);
  const sections: readonly (readonly [string, readonly string[]])[] = [
    [`${plan.scenario.name} (${file})`, table([["summary", plan.scenario.summary], ...setting(view)])],
    ["What happens", numbered(plan.order)],
    ["Procedure", procedureLines(view)],
    ["What must hold", table(expectations(view))],
    ["What the driver must be able to do", needLines(view, terminal)],
    ...(view.survey === undefined ? [] : [["What it does on clusters of others", surveyLines(view.survey)] as const]),
    ["Programs from PATH", toolLines(view, terminal)],
    ["The scenario with every default", completeScenario(source, schemaParts).trimEnd().split("\n")],
  ];
  return sections
    .map(([heading, lines]) => `${title(heading)}\n${lines.map((line) => `  ${line}`).join("\n")}\n`)
    .join("\n");
}

function setting({ plan, spec, driver }: PlanView): readonly Row[] {
  const { application, registry, images, clusters } = spec;
  const time =
    plan.clock === "virtual" ? "virtual time" : `real time${plan.speed === 1 ? "" : `, ${plan.speed} times as fast`}`;
  return [
    [
      "driver",
      `${plan.driver}${plan.timings === undefined ? "" : ` with the timings of ${plan.timings}`}, ${time}, seed ${plan.seed}, a look every ${formatDuration(plan.sampleInterval)}`,
    ],
    ...clusters.map(({ name, context, nodes }): Row => [
      `cluster ${name}`,
      `${nodes} ${nodes === 1 ? "node" : "nodes"}, context ${context}, must end at ${plan.targets[name]}`,
    ]),
    [
      "application",
      `Deployment ${application.workload.name} in ${application.namespace}, container ${application.container}, service ${application.service}`,
    ],
    ["registry", registry.mirror === undefined ? registry.host : `${registry.host}, mirror ${registry.mirror}`],
    ...Object.entries(images).map(([name, image]): Row => [`version ${name}`, versionText(image, driver)]),
  ];
}

function versionText({ reference, pushed, own }: ImageSpec, { abilities }: PlanView["driver"]): string {
  if (!pushed) return `${reference}, which was never pushed`;
  if (own === undefined) return reference;
  const origin = "local" in own ? `local image ${own.local}` : own.archive;
  if (!abilities.has("own-images")) return `${reference}, where its declared behaviour stands in for ${origin}`;
  return `${reference}, from ${origin}`;
}

function numbered(order: PreparedDrill["plan"]["order"]): readonly string[] {
  return table(order.map(({ when, what }, index) => [`${index + 1}.`, when, what]));
}

function procedureLines({ plan }: PlanView): readonly string[] {
  const { name, kind, steps, mustFail } = plan.procedure;
  const head = `${name} (${kind})${mustFail === undefined ? "" : `, which must fail at ${mustFail.join(", ") || "any gate"}`}`;
  return [head, ...steps.map((step, index) => `  ${index + 1}. ${step}`)];
}

function expectations({ plan }: PlanView): readonly Row[] {
  const { expect } = plan.scenario;
  return [
    ["decision", expect.decision],
    [
      "every cluster recovers",
      `within ${formatDuration(expect.recoveredWithin)} of the first impact, and holds for ${formatDuration(plan.hold)}`,
    ],
    ["good requests", `at least ${+(expect.availability * 100).toFixed(3)}% in every region`],
    ["after the procedure", `settled within ${formatDuration(expect.settledWithin)}`],
    ["untouched", expect.untouched.join(", ") || "no cluster in particular"],
    [
      "forbidden",
      expect.forbidden
        .map(({ action, on }) => (on === undefined ? action : `${action} on ${on.join(", ")}`))
        .join(", ") || "nothing",
    ],
    [
      "re-deploy",
      expect.redeploy === false ? "none" : `${expect.redeploy.to} within ${formatDuration(expect.redeploy.within)}`,
    ],
  ];
}

function needLines({ plan, driver }: PlanView, terminal: Pick<Terminal, "colours">): readonly string[] {
  const unmet = new Set(unmetNeeds(plan, driver));
  if (plan.needs.length === 0) return ["nothing in particular"];
  return table(
    plan.needs.map((need) => {
      const missing = unmet.has(need);
      return [
        need.ability,
        paint(terminal, missing ? "red" : "green", missing ? "missing" : "offered"),
        `for ${need.why}`,
      ];
    }),
  );
}

function toolLines({ found }: PlanView, terminal: Pick<Terminal, "colours">): readonly string[] {
  const tools = Object.entries(found);
  if (tools.length === 0) return ["none"];
  return table(tools.map(([tool, path]) => [tool, path ?? paint(terminal, "red", "missing")]));
}
