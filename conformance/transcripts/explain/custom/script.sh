# A kind of one's own explained.
# kubectl: 1.34

./defined widgets.yaml prism

kubectl explain prisms

kubectl explain prism.spec

kubectl explain wprism.spec.parts

kubectl explain prism.spec.color

kubectl explain prism.spec.nothing

kubectl explain prism --recursive

kubectl explain prism.spec.labels

kubectl explain prisms "--api-version=$NAMESPACE.example.com/v1" | head -5

kubectl explain prisms "--api-version=$NAMESPACE.example.com/v2"
