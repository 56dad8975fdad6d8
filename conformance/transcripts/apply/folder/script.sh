# A folder, standard input, several documents of which some fail.
# kubectl: 1.32 1.34

mkdir parts && cp config.yaml pod.yaml parts

kubectl apply -f parts

kubectl apply -f - <<'END'
apiVersion: v1
kind: ConfigMap
metadata: { name: from-stdin }
END

kubectl apply -f - <<'END'
apiVersion: v1
kind: ConfigMap
metadata: { name: first }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: Second }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: third }
END

kubectl apply -f - < /dev/null

kubectl apply -f nowhere/

kubectl apply

kubectl apply -f parts -R --dry-run=server

kubectl delete -f parts

kubectl apply -f parts/config.yaml --record

kubectl create -f - <<'END'
apiVersion: v1
kind: ConfigMap
metadata: { name: doubled, name: twice }
END

kubectl apply --validate=false -f - <<'END'
apiVersion: v1
kind: ConfigMap
metadata: { name: loose, colour: blue }
dat: { a: b }
END
