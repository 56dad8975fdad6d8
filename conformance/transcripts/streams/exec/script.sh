# Commands in a container: what they print, where, and how they end.
# kubectl: 1.32 1.34
# core: yes

kubectl apply -f app.yaml

./rolled-out web

kubectl exec deployment/web -- echo hello

kubectl exec deployment/web -- sh -c 'exit 3'

kubectl exec deployment/web -- sh -c 'echo out; echo err >&2; exit 4'

kubectl exec deployment/web -c app -- cat /etc/passwd /etc/resolv.conf | sed "s/$NAMESPACE/<namespace>/"

kubectl exec deployment/web -- true

kubectl exec deployment/web -- false

kubectl exec service/web -- pwd

kubectl exec deployment/web -- id

kubectl exec deployment/web -- whoami

echo 'some text' | kubectl exec -i deployment/web -- cat

printf 'echo hi\nexit 5\n' | kubectl exec -i deployment/web -- sh

echo ignored | kubectl exec deployment/web -- cat

seq 2000 | kubectl exec -i deployment/web -- wc -l

kubectl exec deployment/web -- sh -c 'sleep 1; echo late'

kubectl exec deployment/web -t -- echo no terminal

kubectl exec deployment/web --quiet -- sh -c 'exit 300'
