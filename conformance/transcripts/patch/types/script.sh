# Strategic, merge and JSON patches of a paused Deployment, and what they cannot do.
# kubectl: 1.32 1.34
# core: yes

kubectl apply -f one.yaml

./rolled-out web

kubectl rollout pause deployment/web

kubectl patch deployment web -p '{"spec":{"template":{"spec":{"containers":[{"name":"app","env":[{"name":"A","value":"1"}]}]}}}}'

kubectl patch deployment web -p '{"spec":{"template":{"spec":{"containers":[{"name":"app","env":[{"name":"B","value":"2"}]}]}}}}'

kubectl get deployment web -o jsonpath='{.spec.template.spec.containers[0].env}'

kubectl patch deployment web -p '{"spec":{"template":{"spec":{"containers":[{"name":"app","env":[{"name":"A","$patch":"delete"}]}]}}}}'

kubectl patch deployment web --type merge -p '{"spec":{"template":{"spec":{"containers":[{"name":"app","image":"registry.test/shop/web:v2"}]}}}}'

kubectl get deployment web -o jsonpath='{.spec.template.spec.containers[0]}'

kubectl patch deployment web --type json -p '[{"op":"add","path":"/metadata/annotations/note","value":"x"},{"op":"replace","path":"/spec/replicas","value":2}]'

kubectl patch deployment web --type json -p '[{"op":"remove","path":"/spec/nothing"}]'

kubectl patch deployment web --type json -p '[{"op":"fly","path":"/spec"}]'

kubectl patch deployment web --type json -p '{"op":"remove"}'

kubectl patch deployment web -p '{"spec":'

kubectl patch deployment web -p '{"spec":{"replicas":"many"}}'

sleep 1; kubectl patch deployment web -p '{"spec":{"nonsense":1}}'

kubectl patch deployment web -p '{"spec":{"replicas":2}}'

kubectl patch deployment nobody -p "{}"

kubectl patch deployment web --subresource=scale --type=merge -p '{"spec":{"replicas":1}}'

kubectl patch deployment web --type=strange -p "{}"
