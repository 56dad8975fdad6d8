import type { KubernetesObject } from "../../../kubernetes.ts";
import { referenceTo, type EventRecorder } from "../../events.ts";
import { isPodFinished, type Pod } from "../../kinds/pod.ts";
import { controllerCaller, recorderFor, type ControlPlane } from "../kit/control-plane.ts";
import { keyOf, type Informer, type ObjectKey } from "../kit/informer.ts";
import { WorkQueue } from "../kit/work-queue.ts";
import { hostPath, volumeFor } from "./volume.ts";

const claimResource = "persistentvolumeclaims";
const volumeResource = "persistentvolumes";

/** Gives each claim a volume of its own, keeps claims that pods use, and removes the volume of a claim that is gone. */
export function startVolumeController(plane: ControlPlane): Disposable {
  const controller = new VolumeController(plane);
  return { [Symbol.dispose]: () => controller.stop() };
}

class VolumeController {
  readonly #plane: ControlPlane;
  readonly #caller = controllerCaller("persistent-volume-binder");
  readonly #protector = controllerCaller("pvc-protection-controller");
  readonly #events: EventRecorder;
  readonly #queue: WorkQueue;
  readonly #claims: Informer<KubernetesObject>;
  readonly #pods: Informer<Pod>;

  constructor(plane: ControlPlane) {
    this.#plane = plane;
    const { clock, random, informers } = plane;
    this.#events = recorderFor(plane, "persistentvolume-controller", this.#caller);
    this.#claims = informers.of(claimResource);
    this.#pods = informers.of("pods");
    this.#queue = new WorkQueue({
      clock,
      random: random.derive("persistentvolume-controller"),
      reconcile: (key) => {
        const claim = this.#claims.get(key);
        if (claim === undefined) this.#reclaim(key);
        else if (claim.metadata.deletionTimestamp !== undefined) this.#release(key, claim);
        else if (claim["status"]?.phase !== "Bound") this.#bind(claim);
      },
    });
    this.#claims.onChange(({ old, now }) => this.#queue.add(keyOf((now ?? old)!)));
    this.#pods.onChange(({ old, now }) => {
      if (old === undefined || (now !== undefined && !isPodFinished(now))) return;
      for (const key of claimsOf(old))
        if (this.#claims.get(key)?.metadata.deletionTimestamp !== undefined) this.#queue.add(key);
    });
  }

  stop(): void {
    this.#queue.stop();
  }

  #bind(claim: KubernetesObject): void {
    const { api, random } = this.#plane;
    const className: string = claim["spec"].storageClassName ?? "";
    if ((claim["spec"].volumeName ?? "") !== "") return;
    if (className === "") {
      const message = "no persistent volumes available for this claim and no storage class is set";
      return this.#events.record(claim, { type: "Normal", reason: "FailedBinding", message });
    }
    const storageClass = api.find("storageclasses.storage.k8s.io", undefined, className);
    if (storageClass === undefined) {
      const message = `storageclass.storage.k8s.io ${JSON.stringify(className)} not found`;
      return this.#events.record(claim, { type: "Warning", reason: "ProvisioningFailed", message });
    }
    const provisioner: string = storageClass["provisioner"];
    if (provisioner !== hostPath) {
      const message = `Waiting for a volume to be created either by the external provisioner '${provisioner}' or manually by the system administrator. If volume creation is delayed, please verify that the provisioner is running and correctly registered.`;
      return this.#events.record(claim, { type: "Normal", reason: "ExternalProvisioning", message });
    }
    const volume = volumeFor(claim, storageClass, random.suffix(12));
    const { name } = volume.metadata;
    const options = { caller: this.#caller };
    if (api.find(volumeResource, undefined, name) === undefined) {
      const created = api.create(
        volumeResource,
        undefined,
        { ...volume, spec: { ...volume["spec"], claimRef: referenceTo(claim) } },
        options,
      );
      const status = {
        ...created["status"],
        phase: "Bound",
        lastPhaseTransitionTime: created.metadata.creationTimestamp!,
      };
      api.update(volumeResource, undefined, name, { ...created, status }, { ...options, subresource: "status" });
    }
    const { namespace, name: claimName, annotations } = claim.metadata;
    const bound = api.update(
      claimResource,
      namespace,
      claimName,
      {
        ...claim,
        metadata: { ...claim.metadata, annotations: { ...annotations, ...bindingAnnotations } },
        spec: { ...claim["spec"], volumeName: name },
      },
      options,
    );
    const { accessModes, capacity } = volume["spec"];
    const status = { phase: "Bound", accessModes, capacity };
    api.update(claimResource, namespace, claimName, { ...bound, status }, { ...options, subresource: "status" });
    const message = `Successfully provisioned volume ${name} using ${provisioner}`;
    this.#events.record(claim, { type: "Normal", reason: "ProvisioningSucceeded", message });
  }

  /** Lets a claim that is being deleted go once no pod uses it. */
  #release(key: ObjectKey, claim: KubernetesObject): void {
    const { namespace, name, finalizers = [] } = claim.metadata;
    if (!finalizers.includes(protection)) return;
    for (const pod of this.#pods.all()) if (!isPodFinished(pod) && claimsOf(pod).includes(key)) return;
    const left = finalizers.filter((finalizer) => finalizer !== protection);
    const body = { metadata: { finalizers: left.length === 0 ? null : left } } as never;
    this.#plane.api.patch(claimResource, namespace, name, { type: "merge", body }, { caller: this.#protector });
  }

  #reclaim(key: ObjectKey): void {
    const { api } = this.#plane;
    const options = { caller: this.#caller };
    for (const volume of api.list(volumeResource).items) {
      const { name } = volume.metadata;
      const { claimRef, persistentVolumeReclaimPolicy: policy } = volume["spec"];
      if (claimRef === undefined || `${claimRef.namespace}/${claimRef.name}` !== key) continue;
      if (policy === "Delete") {
        const body = { metadata: { finalizers: null } } as never;
        api.patch(volumeResource, undefined, name, { type: "merge", body }, options);
        api.delete(volumeResource, undefined, name, options);
      } else if (volume["status"]?.phase !== "Released") {
        const status = { ...volume["status"], phase: "Released" };
        api.update(volumeResource, undefined, name, { ...volume, status }, { ...options, subresource: "status" });
      }
    }
  }
}

const protection = "kubernetes.io/pvc-protection";

const bindingAnnotations = {
  "pv.kubernetes.io/bind-completed": "yes",
  "pv.kubernetes.io/bound-by-controller": "yes",
  "volume.beta.kubernetes.io/storage-provisioner": hostPath,
  "volume.kubernetes.io/storage-provisioner": hostPath,
};

function claimsOf({ metadata, spec }: Pod): readonly ObjectKey[] {
  const volumes = (spec["volumes"] ?? []) as readonly {
    readonly persistentVolumeClaim?: { readonly claimName: string };
  }[];
  return volumes.flatMap(({ persistentVolumeClaim: claim }) =>
    claim ? [`${metadata.namespace}/${claim.claimName}`] : [],
  );
}
