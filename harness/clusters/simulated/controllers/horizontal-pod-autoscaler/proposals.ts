import { parseQuantity, spellQuantity } from "../../api/quantity.ts";
import type { MetricSpec, MetricStatus, MetricTarget } from "../../kinds/horizontal-pod-autoscaler.ts";
import { forAmount, forUtilization, type Proposal, type Situation } from "./calculator.ts";
import { MetricError, type ResourceQuestion } from "./measurement.ts";

/** What one metric of an autoscaler asks for. */
export interface MetricOutcome {
  readonly replicas: number;
  /** As the autoscaler names it when it tells why it acts. */
  readonly name: string;
  readonly status: MetricStatus;
}

/** Why a metric says nothing. */
export interface MetricFailure {
  readonly reason: string;
  readonly message: string;
  /** The message as the sum of all metrics tells it. */
  readonly inSum: string;
}

/** There is no adapter for metrics other than those of resources, as in a cluster to which nobody has added one. */
export function outcomeOf(metric: MetricSpec, namespace: string, situation: Situation): MetricOutcome | MetricFailure {
  switch (metric.type) {
    case "Resource": {
      const { name, target } = metric.resource;
      return attempt("FailedGetResourceMetric", `${name} resource`, () => {
        const { label, replicas, current } = ofResource({ resource: name, container: undefined }, target, situation);
        return { replicas, name: label, status: { type: "Resource", resource: { name, current } } };
      });
    }
    case "ContainerResource": {
      const { name, container, target } = metric.containerResource;
      return attempt("FailedGetContainerResourceMetric", `${name} container`, () => {
        const { label, replicas, current } = ofResource({ resource: name, container }, target, situation);
        const status: MetricStatus = { type: "ContainerResource", containerResource: { name, container, current } };
        return { replicas, name: label, status };
      });
    }
    case "Pods":
      return failure(
        "FailedGetPodsMetric",
        `unable to get metric ${metric.pods.metric.name}: ${noCustomMetrics}`,
        "failed to get pods metric value",
      );
    case "Object": {
      const { describedObject, metric: wanted } = metric.object;
      return failure(
        "FailedGetObjectMetric",
        `unable to get metric ${wanted.name}: ${describedObject.kind} on ${namespace} ${describedObject.name}/${noCustomMetrics}`,
        "failed to get object metric value",
      );
    }
    case "External": {
      const { name, selector } = metric.external.metric;
      const spelled = selector === undefined ? "nil" : `&LabelSelector${JSON.stringify(selector)}`;
      return failure(
        "FailedGetExternalMetric",
        `unable to get external metric ${namespace}/${name}/${spelled}: unable to fetch metrics from external metrics API: the server could not find the requested resource (get ${name}.external.metrics.k8s.io)`,
        `failed to get ${name} external metric value: failed to get ${name} external metric`,
      );
    }
  }
}

const noCustomMetrics =
  "unable to fetch metrics from custom metrics API: no custom metrics API (custom.metrics.k8s.io) registered";

function failure(reason: string, message: string, where: string): MetricFailure {
  return { reason, message, inSum: `${where}: ${message}` };
}

function attempt(reason: string, what: string, act: () => MetricOutcome): MetricOutcome | MetricFailure {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof MetricError)) throw error;
    return failure(reason, error.message, `failed to get ${what} metric value`);
  }
}

function ofResource(question: ResourceQuestion, target: MetricTarget, situation: Situation) {
  const { resource, container } = question;
  const { averageValue, averageUtilization } = target;
  const isAmount = averageValue !== undefined;
  let proposal: Proposal;
  try {
    if (isAmount) proposal = forAmount(question, Number(parseQuantity(averageValue)!.nanos / 1_000_000n), situation);
    else proposal = forUtilization(question, averageUtilization!, situation);
  } catch (error) {
    if (!(error instanceof MetricError)) throw error;
    throw new MetricError(`failed to get ${resource} ${isAmount ? "usage" : "utilization"}: ${error.message}`);
  }
  const current = {
    ...(proposal.utilization === undefined ? {} : { averageUtilization: proposal.utilization }),
    averageValue: spellQuantity({ nanos: BigInt(proposal.average) * 1_000_000n, format: "decimal" }),
  };
  const label = isAmount
    ? `${resource} resource`
    : `${resource} ${container === undefined ? "" : "container "}resource utilization (percentage of request)`;
  return { label, replicas: proposal.replicas, current };
}
