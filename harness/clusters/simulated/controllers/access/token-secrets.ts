import type { KubernetesObject } from "../../../kubernetes.ts";
import { legacyClaims } from "../../access/token-claims.ts";
import type { TokenIssuer } from "../../access/token-issuer.ts";
import { controllerCaller, type ControlPlane } from "../kit/control-plane.ts";
import { keyOf } from "../kit/informer.ts";
import { WorkQueue } from "../kit/work-queue.ts";

const type = "kubernetes.io/service-account-token";
const accountName = "kubernetes.io/service-account.name";
const accountUid = "kubernetes.io/service-account.uid";

export interface TokenSecretsOptions {
  readonly issuer: TokenIssuer;
  /** PEM of the authority that signs for the API server. */
  readonly certificateAuthority: string;
}

/** Fills the Secrets that somebody makes to hold a service account's token, and removes those whose account is gone. */
export function startTokenSecrets(
  { api, clock, random, informers }: ControlPlane,
  { issuer, certificateAuthority }: TokenSecretsOptions,
): Disposable {
  const caller = controllerCaller("tokens-controller");
  const secrets = informers.of("secrets");
  const accounts = informers.of("serviceaccounts");
  const byAccount = secrets.index((secret) => (secret["type"] === type ? accountKey(secret) : undefined));
  const queue = new WorkQueue({
    clock,
    random: random.derive("tokens-controller"),
    reconcile: (key) => {
      const secret = secrets.get(key);
      if (secret === undefined || secret.metadata.deletionTimestamp !== undefined) return;
      const { namespace, name, uid, annotations = {} } = secret.metadata;
      const account = accounts.get(accountKey(secret));
      const wanted = annotations[accountUid] ?? account?.metadata.uid;
      if (account === undefined || account.metadata.uid !== wanted)
        return void api.delete("secrets", namespace, name, { caller, preconditions: { uid: uid! } });
      const data = missing(secret, account);
      if (data === undefined) return;
      const body = { metadata: { annotations: { [accountUid]: account.metadata.uid } }, data };
      api.patch("secrets", namespace, name, { type: "merge", body }, { caller });
    },
  });

  const missing = (secret: KubernetesObject, account: KubernetesObject) => {
    const { data = {} } = secret;
    const { namespace, name } = secret.metadata;
    const fixed = { "ca.crt": base64(certificateAuthority), namespace: base64(namespace!) };
    const isWhole = data["ca.crt"] === fixed["ca.crt"] && data["namespace"] === fixed.namespace;
    if (isWhole && data["token"] !== undefined && secret.metadata.annotations?.[accountUid] !== undefined)
      return undefined;
    return { ...fixed, token: data["token"] ?? base64(issuer.sign(legacyClaims(account, name))) };
  };

  secrets.onChange(({ now }) => {
    if (now?.["type"] === type) queue.add(keyOf(now));
  });
  accounts.onChange(({ old, now }) => {
    if (old !== undefined && now !== undefined) return;
    for (const secret of byAccount.get(keyOf((now ?? old)!))) queue.add(keyOf(secret));
  });
  return { [Symbol.dispose]: () => queue.stop() };
}

function accountKey({ metadata: { namespace, annotations } }: KubernetesObject): string {
  return `${namespace}/${annotations?.[accountName] ?? ""}`;
}

function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}
