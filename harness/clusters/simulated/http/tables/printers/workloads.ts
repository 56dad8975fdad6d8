import { age, containerImages, containerNames, formatLabels, formatSelector, since } from "../cells.ts";
import { column, columns, nameColumn, wide, type Printer } from "../printer.ts";

const containersAndImages = [wide("Containers"), wide("Images")];
const podColumns = [...containersAndImages, wide("Selector")];

export const deploymentPrinter: Printer = {
  columns: [nameColumn, ...columns("Ready", "Up-to-date", "Available", "Age"), ...podColumns],
  cells: (deployment, now) => {
    const { metadata, spec, status = {} } = deployment;
    return [
      metadata.name,
      `${status.readyReplicas ?? 0}/${spec.replicas ?? 0}`,
      status.updatedReplicas ?? 0,
      status.availableReplicas ?? 0,
      age(deployment, now),
      containerNames(spec.template.spec),
      containerImages(spec.template.spec),
      formatSelector(spec.selector),
    ];
  },
};

const scaleText = (what: string) => `replicas is the ${what}.`;

export const scalePrinter: Printer = {
  columns: [
    { ...nameColumn, format: "" },
    { ...column("Desired", "integer"), description: scaleText("desired number of instances for the scaled object") },
    {
      ...column("Available", "integer"),
      description: scaleText("actual number of observed instances of the scaled object"),
    },
    column("Age"),
  ],
  cells: (scale, now) => [
    scale.metadata.name,
    scale["spec"]?.replicas ?? 0,
    scale["status"]?.replicas ?? 0,
    age(scale, now),
  ],
};

export const replicaSetPrinter: Printer = {
  columns: [
    nameColumn,
    column("Desired", "integer"),
    column("Current", "integer"),
    column("Ready", "integer"),
    column("Age"),
    ...podColumns,
  ],
  cells: (replicaSet, now) => {
    const { metadata, spec, status = {} } = replicaSet;
    return [
      metadata.name,
      spec.replicas ?? 0,
      status.replicas ?? 0,
      status.readyReplicas ?? 0,
      age(replicaSet, now),
      containerNames(spec.template?.spec),
      containerImages(spec.template?.spec),
      formatSelector(spec.selector),
    ];
  },
};

export const statefulSetPrinter: Printer = {
  columns: [nameColumn, ...columns("Ready", "Age"), ...containersAndImages],
  cells: (statefulSet, now) => {
    const { metadata, spec, status = {} } = statefulSet;
    const ready = `${status.readyReplicas ?? 0}/${spec.replicas ?? 0}`;
    return [
      metadata.name,
      ready,
      age(statefulSet, now),
      containerNames(spec.template.spec),
      containerImages(spec.template.spec),
    ];
  },
};

export const daemonSetPrinter: Printer = {
  columns: [
    nameColumn,
    ...["Desired", "Current", "Ready", "Up-to-date", "Available"].map((name) => column(name, "integer")),
    ...columns("Node Selector", "Age"),
    ...podColumns,
  ],
  cells: (daemonSet, now) => {
    const { metadata, spec, status = {} } = daemonSet;
    return [
      metadata.name,
      status.desiredNumberScheduled ?? 0,
      status.currentNumberScheduled ?? 0,
      status.numberReady ?? 0,
      status.updatedNumberScheduled ?? 0,
      status.numberAvailable ?? 0,
      formatLabels(spec.template.spec.nodeSelector),
      age(daemonSet, now),
      containerNames(spec.template.spec),
      containerImages(spec.template.spec),
      formatSelector(spec.selector),
    ];
  },
};

export const controllerRevisionPrinter: Printer = {
  columns: [nameColumn, ...columns("Controller", "Revision", "Age")],
  cells: (revision, now) => {
    const owner = revision.metadata.ownerReferences?.find(({ controller }) => controller === true);
    const group = owner?.apiVersion.includes("/") ? `.${owner.apiVersion.split("/")[0]}` : "";
    const controller = owner === undefined ? "<none>" : `${owner.kind.toLowerCase()}${group}/${owner.name}`;
    return [revision.metadata.name, controller, revision["revision"], age(revision, now)];
  },
};

export const cronJobPrinter: Printer = {
  columns: [
    nameColumn,
    ...columns("Schedule", "Timezone"),
    column("Suspend", "boolean"),
    column("Active", "integer"),
    ...columns("Last Schedule", "Age"),
    ...podColumns,
  ],
  cells: (cronJob, now) => {
    const { metadata, spec, status = {} } = cronJob;
    const template = spec.jobTemplate.spec.template.spec;
    return [
      metadata.name,
      spec.schedule,
      spec.timeZone ?? "<none>",
      spec.suspend === true ? "True" : "False",
      status.active?.length ?? 0,
      status.lastScheduleTime === undefined ? "<none>" : since(status.lastScheduleTime, now),
      age(cronJob, now),
      containerNames(template),
      containerImages(template),
      formatSelector(spec.jobTemplate.spec.selector),
    ];
  },
};
