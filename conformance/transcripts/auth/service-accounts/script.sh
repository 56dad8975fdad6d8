# Pods and the accounts that they run under.
# speed: 1

kubectl create serviceaccount bob

kubectl patch serviceaccount bob -p '{"imagePullSecrets":[{"name":"regcred"}]}'

kubectl create serviceaccount quiet

kubectl patch serviceaccount quiet -p '{"automountServiceAccountToken":false}'

kubectl describe serviceaccount bob

kubectl get serviceaccounts -o wide

kubectl run one --image=registry.test/shop/web:v1 --overrides='{"spec":{"serviceAccountName":"bob"}}'

kubectl get pod one -o jsonpath='{.spec.imagePullSecrets} {.spec.serviceAccount} {.spec.serviceAccountName} {.spec.volumes[0].projected.sources[0]}{"\n"}'

kubectl run two --image=registry.test/shop/web:v1 --overrides='{"spec":{"serviceAccountName":"quiet"}}'

kubectl get pod two -o jsonpath='{.spec.imagePullSecrets} {.spec.volumes} {.spec.automountServiceAccountToken}{"\n"}'

kubectl run three --image=registry.test/shop/web:v1 --overrides='{"spec":{"serviceAccountName":"quiet","automountServiceAccountToken":true}}'

kubectl get pod three -o jsonpath='{.spec.volumes[*].projected.sources[0]}{"\n"}'

kubectl run four --image=registry.test/shop/web:v1 --overrides='{"spec":{"serviceAccountName":"bob","imagePullSecrets":[{"name":"own"}]}}'

kubectl get pod four -o jsonpath='{.spec.imagePullSecrets}{"\n"}'

kubectl run five --image=registry.test/shop/web:v1 --overrides='{"spec":{"serviceAccountName":"nobody"}}'

kubectl apply -f one.yaml

./rolled-out web

kubectl set serviceaccount deployment web nobody

./until 'not found' kubectl get events

kubectl get deployment web -o jsonpath='{.status.conditions[?(@.type=="ReplicaFailure")].message}{"\n"}'

kubectl rollout undo deployment/web

./rolled-out web

kubectl delete serviceaccount default

./until default kubectl get serviceaccounts -o name

kubectl delete pod one two three four --now
