# What would change: exit codes, server side, several files, new objects, secrets.
# kubectl: 1.32 1.34

kubectl diff -f one.yaml > /dev/null; echo $?

kubectl apply -f one.yaml -f config.yaml

./rolled-out web

kubectl diff -f one.yaml; echo $?

sed 's/replicas: 1/replicas: 2/' one.yaml > two.yaml; kubectl diff -f two.yaml | grep '^[-+ ]'

sed 's/replicas: 1/replicas: 2/' one.yaml | kubectl diff -f - --server-side | grep '^[-+ ]'

sed 's/replicas: 1/replicas: 2/' one.yaml | kubectl diff -f - --server-side --force-conflicts | grep '^[-+ ]'

sed 's/hello/hi/;s/s3cret/other/' config.yaml | kubectl diff -f - | grep '^[-+ ]'

sed 's/web/other/' two.yaml | kubectl diff -f - > /dev/null; echo $?

sed 's/replicas: 1/replicas: -1/' one.yaml | kubectl diff -f -; echo $?

sed 's/replicas: 1/replicsa: 1/' one.yaml | kubectl diff -f -; echo $?

KUBECTL_EXTERNAL_DIFF='diff -rq' kubectl diff -f two.yaml > /dev/null; echo $?

kubectl diff -f missing.yaml; echo $?

kubectl diff -f one.yaml --prune -l app=web; echo $?
