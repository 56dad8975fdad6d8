# Fields explained.
# kubectl: 1.32 1.34

kubectl explain deployment.spec.strategy

kubectl explain deployment.spec.nothing

kubectl explain pod.spec.containers.image

kubectl explain widget

kubectl explain service.spec.ports --recursive
