# What people type at a shell in a container.
# kubectl: 1.34

kubectl apply -f pod.yaml

kubectl wait pod alone --for=condition=Ready --timeout=30s

kubectl exec alone -- sh -c 'for i in 1 2 3; do echo "number $i"; done'

kubectl exec alone -- sh -c 'x=5; echo "$x ${y:-default} $((x * 2)) $(echo inner)"; y=7 sh -c "echo y=\$y"'

kubectl exec alone -- sh -c '[ -f /etc/passwd ] && echo there; [ -d /nope ] || echo missing; test 1 -lt 2; echo $?'

kubectl exec alone -- sh -c 'if grep -q root /etc/passwd; then echo root; else echo nobody; fi'

kubectl exec alone -- sh -c 'cat /etc/passwd | cut -d: -f1,7 | tr a-z A-Z'

kubectl exec alone -- sh -c 'printf "%s-%s\n" a b; echo b a c | tr " " "\n" | sort | head -2 | wc -l'

kubectl exec alone -- sh -c 'echo one > /tmp/a; echo two >> /tmp/a; cat /tmp/a; wc -l /tmp/a; tail -1 /tmp/a; rm /tmp/a; ls /tmp'

kubectl exec alone -- sh -c 'i=0; while [ $i -lt 3 ]; do i=$((i+1)); echo $i; done; until true; do echo never; done'

kubectl exec alone -- sh -c 'nothing here; echo $?'

kubectl exec alone -- sh -c 'cd /etc && pwd; cd /nope; echo $?'

kubectl exec alone -- sh -c 'echo x > /nope/y; echo $?'

kubectl exec alone -- sh -c '/etc/passwd'

kubectl exec alone -- sh -c 'exit abc'

kubectl exec alone -- sh -c 'echo "'

kubectl exec alone -- sh -c 'if true; echo x'

kubectl exec alone -- sh -ec 'false; echo unreached'

kubectl exec alone -- sh -xc 'echo traced'

kubectl exec alone -- cat /nope

kubectl exec alone -- ls /nope

kubectl exec alone -- ls /etc/passwd /tmp

kubectl exec alone -- grep nothing /etc/passwd

kubectl exec alone -- sleep x

kubectl exec alone -- hostname

kubectl exec alone -- printenv VERSION

kubectl exec alone -- sh -c 'env | grep -E "^(VERSION|HOSTNAME|NOPE|HOME|PATH)=" | sort'

kubectl exec alone -- sh -c 'date +%Y | wc -c; date -u +%Z; (exit 7); echo $?; ! true; echo $?'

kubectl exec alone -- sh -c 'echo $0 $1 $#' zero one two

kubectl exec alone -- sh -c 'exec echo replaced; echo unreached'

kubectl exec alone -- sh -c 'echo a; exit 9; echo b' > out.txt; echo "$?"; cat out.txt
