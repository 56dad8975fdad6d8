# A role that collects the rules of others.

sed "s/NAMESPACE/$NAMESPACE/g" sum.yaml | kubectl apply -f -

kubectl get clusterrole $NAMESPACE-sum -o jsonpath='{.rules}{"\n"}'

kubectl create clusterrole $NAMESPACE-b --verb=get,list --resource=pods

kubectl create clusterrole $NAMESPACE-a --verb=get --resource=configmaps,deployments.apps

kubectl label clusterrole $NAMESPACE-b sum=$NAMESPACE

./until pods kubectl get clusterrole $NAMESPACE-sum -o yaml

kubectl label clusterrole $NAMESPACE-a sum=$NAMESPACE

./until configmaps kubectl get clusterrole $NAMESPACE-sum -o yaml

kubectl get clusterrole $NAMESPACE-sum -o yaml --show-managed-fields

kubectl create rolebinding sum --clusterrole=$NAMESPACE-sum --user=jane

kubectl get pods,deployments --as=jane

kubectl get deployment web --as=jane

kubectl patch clusterrole $NAMESPACE-sum --type=json -p '[{"op":"replace","path":"/rules","value":[]}]'

./until configmaps kubectl get clusterrole $NAMESPACE-sum -o yaml

kubectl describe clusterrole $NAMESPACE-sum

kubectl label clusterrole $NAMESPACE-a sum-

until ! kubectl get clusterrole $NAMESPACE-sum -o yaml | grep -q configmaps; do sleep 0.2; done

kubectl get deployment web --as=jane

kubectl delete clusterrole $NAMESPACE-b

until ! kubectl get clusterrole $NAMESPACE-sum -o yaml | grep -q pods; do sleep 0.2; done

kubectl get clusterrole $NAMESPACE-sum -o yaml

kubectl delete clusterrole $NAMESPACE-a $NAMESPACE-sum
