# Every method and what comes back, through kubectl's own proxy.
# kubectl: 1.34

kubectl apply -f app.yaml

./rolled-out web

./proxied 'curl -si $URL/services/web/proxy/ | ./head-lines'

./proxied 'curl -si $URL/services/web/proxy | ./head-lines | sed "s/$NAMESPACE/<namespace>/"'

./proxied 'curl -si -X POST -d hello $URL/services/web/proxy/x | ./head-lines'

./proxied 'curl -si -X PUT -d hello $URL/services/web/proxy | ./head-lines'

./proxied 'curl -si -X PATCH -d hello $URL/services/web:80/proxy/x | ./head-lines'

./proxied 'curl -si -X OPTIONS $URL/services/web:80/proxy/x | ./head-lines'

./proxied 'curl -sI $URL/services/web:80/proxy/x | ./head-lines'

./proxied 'curl -si $URL/services/nobody/proxy/ | ./head-lines'

./proxied 'curl -si $URL/services/web:99/proxy/ | ./head-lines'
