# What a container sees of ConfigMaps, Secrets and its pod: variables and files, and which of them follow a change.
# kubectl: 1.34

kubectl apply -f config.yaml -f reader.yaml

kubectl wait pod reader --for=condition=Ready --timeout=30s

kubectl exec reader -- sh -c 'env | grep -vE "^(KUBERNETES|WEB)_" | sort'

kubectl exec reader -- ls /etc/web /etc/secret

kubectl exec reader -- ls -a /etc/web

kubectl exec reader -- cat /etc/web/file.conf /etc/secret/password

kubectl exec reader -- sh -c 'cat /only.conf; cat /etc/pod/labels; echo; cat /etc/pod/name; echo'

kubectl exec reader -- sh -c 'echo "$PASSWORD $BOTH"; echo shared > /scratch/x; cat /scratch/x'

kubectl exec reader -c second -- cat /scratch/x

kubectl exec reader -- sh -c 'echo x > /etc/web/greeting'

kubectl exec reader -- cat /var/run/secrets/kubernetes.io/serviceaccount/namespace; echo

kubectl patch configmap web-config --type=merge -p '{"data":{"greeting":"goodbye"}}'

./until goodbye kubectl exec reader -- cat /etc/web/greeting

kubectl exec reader -- sh -c 'echo $greeting; cat /etc/web/greeting; echo; cat /only.conf'
