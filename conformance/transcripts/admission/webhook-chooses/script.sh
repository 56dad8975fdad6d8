# Which requests a webhook sees: object selectors, conditions, scopes, resources.
# speed: 1

kubectl create configmap a --from-literal=size=big && kubectl create configmap b --from-literal=size=small

./webhook Validating deny /configmaps UPDATE 'objectSelector: { matchLabels: { guarded: "yes" } }'

kubectl label configmap a guarded=no

kubectl label configmap a guarded=yes --overwrite

kubectl label configmap b guarded=yes

./webhook Validating deny /configmaps UPDATE "matchConditions: [{ name: big, expression: \"object.data.size == 'big'\" }, { name: not-me, expression: \"request.userInfo.username != 'nobody'\" }]"

kubectl annotate configmap a x=y

kubectl annotate configmap b x=y

kubectl patch configmap b --type=merge -p '{"data":null}'

./webhook Validating deny /configmaps UPDATE "failurePolicy: Ignore, matchConditions: [{ name: big, expression: \"object.data.size == 'big'\" }]"

kubectl patch configmap b --type=merge -p '{"data":null}'

./webhook Validating deny '/*' CREATE 'objectSelector: { matchLabels: { app: web } }'

kubectl create configmap c

kubectl create service clusterip web --tcp=80
