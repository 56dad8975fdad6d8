# Names that the server makes up.

kubectl create -f - <<'END' | sed 's/-[a-z0-9]* created/-<id> created/'
apiVersion: v1
kind: ConfigMap
metadata: { generateName: made- }
END

kubectl apply -f - <<'END'
apiVersion: v1
kind: ConfigMap
metadata: { generateName: made- }
END

kubectl get configmaps -o name | grep -c made-

kubectl delete $(kubectl get configmaps -o name | grep made-) | sed "s/made-[a-z0-9]*/made-<id>/"
