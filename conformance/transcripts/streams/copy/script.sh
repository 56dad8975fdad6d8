# Files out of a container and into it.
# kubectl: 1.34

kubectl apply -f pod.yaml

kubectl wait pod alone --for=condition=Ready --timeout=30s

kubectl cp alone:/etc/passwd passwd.txt

cat passwd.txt

echo hello > greeting.txt; kubectl cp greeting.txt alone:/tmp/greeting.txt; kubectl exec alone -- cat /tmp/greeting.txt

kubectl exec alone -- sh -c 'mkdir -p /tmp/deep/er; echo a > /tmp/deep/a; echo b > /tmp/deep/er/b'

kubectl cp alone:/tmp/deep copied 2> /dev/null; cat copied/a copied/er/b

mkdir in; echo 1 > in/one; echo 2 > in/two; kubectl cp in alone:/tmp/in; kubectl exec alone -- sh -c 'ls /tmp/in; cat /tmp/in/one /tmp/in/two'

kubectl cp nofile.txt alone:/tmp/x

kubectl cp alone:/tmp/x nobody:/tmp/x

kubectl cp greeting.txt nobody:/tmp/x
