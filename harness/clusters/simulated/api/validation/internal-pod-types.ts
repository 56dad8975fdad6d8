/**
 * The fields of the server's internal types in their order, as `Name` and what they are: `:text`, `:number` and `:flag` are
 * there with a zero, `?` is a pointer, `[]` a list and `{}` a map, each null when absent; a type of this table may follow.
 * `+Type` takes in the fields of another. What follows no type of the table is printed as clients write it.
 */
export const internalTypes = {
  PodSpec:
    "Volumes[]Volume InitContainers[]Container Containers[]Container EphemeralContainers[] RestartPolicy:text TerminationGracePeriodSeconds? ActiveDeadlineSeconds? DNSPolicy:text NodeSelector{} ServiceAccountName:text AutomountServiceAccountToken? NodeName:text SecurityContext?PodSecurityContext ImagePullSecrets[]NameOnly Hostname:text Subdomain:text SetHostnameAsFQDN? Affinity?Affinity SchedulerName:text Tolerations[]Toleration HostAliases[]HostAlias PriorityClassName:text Priority? PreemptionPolicy? DNSConfig?PodDNSConfig ReadinessGates[]ReadinessGate RuntimeClassName? Overhead{} EnableServiceLinks? TopologySpreadConstraints[]TopologySpreadConstraint OS?NameOnly SchedulingGates[]NameOnly ResourceClaims[] Resources?Resources HostnameOverride?",
  PodSecurityContext:
    "HostNetwork:flag HostPID:flag HostIPC:flag ShareProcessNamespace? HostUsers? SELinuxOptions? WindowsOptions? RunAsUser? RunAsGroup? RunAsNonRoot? SupplementalGroups[] SupplementalGroupsPolicy? FSGroup? FSGroupChangePolicy? Sysctls[] SeccompProfile?Profile AppArmorProfile?Profile SELinuxChangePolicy?",
  Profile: "Type:text LocalhostProfile?",
  Container:
    "Name:text Image:text Command[] Args[] WorkingDir:text Ports[]ContainerPort EnvFrom[]EnvFrom Env[]EnvVar Resources:Resources ResizePolicy[]ResizePolicy RestartPolicy? RestartPolicyRules[] VolumeMounts[]VolumeMount VolumeDevices[]VolumeDevice LivenessProbe?Probe ReadinessProbe?Probe StartupProbe?Probe Lifecycle?Lifecycle TerminationMessagePath:text TerminationMessagePolicy:text ImagePullPolicy:text SecurityContext?SecurityContext Stdin:flag StdinOnce:flag TTY:flag",
  ContainerPort: "Name:text HostPort:number ContainerPort:number Protocol:text HostIP:text",
  EnvFrom: "Prefix:text ConfigMapRef?OptionalName SecretRef?OptionalName",
  OptionalName: "Name:text Optional?",
  NameOnly: "Name:text",
  EnvVar: "Name:text Value:text ValueFrom?EnvVarSource",
  EnvVarSource:
    "FieldRef?FieldSelector ResourceFieldRef?ResourceSelector ConfigMapKeyRef?KeySelector SecretKeyRef?KeySelector FileKeyRef?",
  FieldSelector: "APIVersion:text FieldPath:text",
  ResourceSelector: "ContainerName:text Resource:text Divisor:quantity",
  KeySelector: "Name:text Key:text Optional?",
  Resources: "Limits{} Requests{} Claims[]",
  ResizePolicy: "ResourceName:text RestartPolicy:text",
  VolumeMount:
    "Name:text ReadOnly:flag RecursiveReadOnly? MountPath:text SubPath:text MountPropagation? SubPathExpr:text",
  VolumeDevice: "Name:text DevicePath:text",
  Probe:
    "+Handler InitialDelaySeconds:number TimeoutSeconds:number PeriodSeconds:number SuccessThreshold:number FailureThreshold:number TerminationGracePeriodSeconds?",
  Handler: "Exec?Exec HTTPGet?HTTPGet TCPSocket?TCPSocket GRPC?GRPC",
  Lifecycle: "PostStart?LifecycleHandler PreStop?LifecycleHandler StopSignal?",
  LifecycleHandler: "Exec?Exec HTTPGet?HTTPGet TCPSocket?TCPSocket Sleep?Sleep",
  Exec: "Command[]",
  HTTPGet: "Path:text Port:number Host:text Scheme:text HTTPHeaders[]Header",
  Header: "Name:text Value:text",
  TCPSocket: "Port:number Host:text",
  GRPC: "Port:number Service?",
  Sleep: "Seconds:number",
  SecurityContext:
    "Capabilities?Capabilities Privileged? SELinuxOptions? WindowsOptions? RunAsUser? RunAsGroup? RunAsNonRoot? ReadOnlyRootFilesystem? AllowPrivilegeEscalation? ProcMount? SeccompProfile?Profile AppArmorProfile?Profile",
  Capabilities: "Add[] Drop[]",
  Toleration: "Key:text Operator:text Value:text Effect:text TolerationSeconds?",
  HostAlias: "IP:text Hostnames[]",
  PodDNSConfig: "Nameservers[] Searches[] Options[]DNSOption",
  DNSOption: "Name:text Value?",
  ReadinessGate: "ConditionType:text",
  TopologySpreadConstraint:
    "MaxSkew:number TopologyKey:text WhenUnsatisfiable:text LabelSelector? MinDomains? NodeAffinityPolicy? NodeTaintsPolicy? MatchLabelKeys[]",
  Affinity: "NodeAffinity?NodeAffinity PodAffinity?PodAffinity PodAntiAffinity?PodAffinity",
  NodeAffinity:
    "RequiredDuringSchedulingIgnoredDuringExecution?NodeSelector PreferredDuringSchedulingIgnoredDuringExecution[]PreferredNode",
  NodeSelector: "NodeSelectorTerms[]NodeSelectorTerm",
  NodeSelectorTerm: "MatchExpressions[]NodeRequirement MatchFields[]NodeRequirement",
  NodeRequirement: "Key:text Operator:text Values[]",
  PreferredNode: "Weight:number Preference:NodeSelectorTerm",
  PodAffinity:
    "RequiredDuringSchedulingIgnoredDuringExecution[]PodAffinityTerm PreferredDuringSchedulingIgnoredDuringExecution[]WeightedTerm",
  PodAffinityTerm:
    "LabelSelector? Namespaces[] TopologyKey:text NamespaceSelector? MatchLabelKeys[] MismatchLabelKeys[]",
  WeightedTerm: "Weight:number PodAffinityTerm:PodAffinityTerm",
  Volume:
    "Name:text HostPath?HostPath EmptyDir?EmptyDir GCEPersistentDisk? AWSElasticBlockStore? GitRepo? Secret?SecretVolume NFS?NFS ISCSI? Glusterfs? PersistentVolumeClaim?ClaimVolume RBD? Quobyte? FlexVolume? Cinder? CephFS? Flocker? DownwardAPI?DownwardVolume FC? AzureFile? ConfigMap?ConfigVolume VsphereVolume? AzureDisk? PhotonPersistentDisk? Projected?Projected PortworxVolume? ScaleIO? StorageOS? CSI? Ephemeral? Image?ImageVolume",
  PersistentVolumeSource:
    "GCEPersistentDisk? AWSElasticBlockStore? HostPath?HostPath Glusterfs? NFS?NFS RBD? Quobyte? ISCSI? FlexVolume? Cinder? CephFS? FC? Flocker? AzureFile? VsphereVolume? AzureDisk? PhotonPersistentDisk? PortworxVolume? ScaleIO? Local?LocalVolume StorageOS? CSI?CSIVolume",
  LocalVolume: "Path:text FSType?",
  CSIVolume:
    "Driver:text VolumeHandle:text ReadOnly:flag FSType:text VolumeAttributes{} ControllerPublishSecretRef? NodeStageSecretRef? NodePublishSecretRef? ControllerExpandSecretRef? NodeExpandSecretRef?",
  HostPath: "Path:text Type?",
  EmptyDir: "Medium:text SizeLimit?",
  NFS: "Server:text Path:text ReadOnly:flag",
  SecretVolume: "SecretName:text Items[]KeyToPath DefaultMode? Optional?",
  ConfigVolume: "Name:text Items[]KeyToPath DefaultMode? Optional?",
  ClaimVolume: "ClaimName:text ReadOnly:flag",
  DownwardVolume: "Items[]DownwardFile DefaultMode?",
  DownwardFile: "Path:text FieldRef?FieldSelector ResourceFieldRef?ResourceSelector Mode?",
  KeyToPath: "Key:text Path:text Mode?",
  ImageVolume: "Reference:text PullPolicy:text",
  Projected: "Sources[]ProjectedSource DefaultMode?",
  ProjectedSource:
    "Secret?ProjectedItems DownwardAPI?ProjectedDownward ConfigMap?ProjectedItems ServiceAccountToken?TokenSource ClusterTrustBundle? PodCertificate?",
  ProjectedItems: "Name:text Items[]KeyToPath Optional?",
  ProjectedDownward: "Items[]DownwardFile",
  TokenSource: "Audience:text ExpirationSeconds:number Path:text",
} as const satisfies Readonly<Record<string, string>>;
