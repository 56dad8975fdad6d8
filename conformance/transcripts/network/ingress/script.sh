# An Ingress as an object: without a controller nobody gives it an address.
# kubectl: 1.34

kubectl apply -f app.yaml

kubectl create ingress web --rule="shop.example/api*=web:80" --rule="shop.example/=web:80,tls=shop-tls"

kubectl get ingress web

kubectl get ingress web -o yaml

kubectl describe ingress web | sed -E 's/web:80 \(.*\)/web:80 (<endpoints>)/'

kubectl create ingress other --class=none --default-backend=nobody:80

kubectl get ingress

kubectl create ingress bad --rule="shop.example/*=web"

kubectl patch ingress web --type=json -p '[{"op":"replace","path":"/spec/rules/0/http/paths/0/path","value":"relative"}]'

kubectl patch ingress web --subresource=status --type=merge -p '{"status":{"loadBalancer":{"ingress":[{"ip":"192.0.2.7"}]}}}'

kubectl get ingress web

kubectl delete ingress web other
