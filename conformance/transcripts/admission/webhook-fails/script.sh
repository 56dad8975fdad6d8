# Answers of a webhook that are none.
# kubectl: 1.32 1.34
# speed: 1

./webhook Validating broken /configmaps && kubectl create configmap a

./webhook Validating empty /configmaps && kubectl create configmap a

./webhook Validating nowhere /configmaps && kubectl create configmap a

./webhook Validating other /configmaps && kubectl create configmap a 2>&1 | sed 's/uid="[^"]*"/uid="..."/'

./webhook Validating hang-up /configmaps && kubectl create configmap a

TIMEOUT=2 ./webhook Validating never /configmaps && kubectl create configmap a

TIMEOUT=2 ./webhook Validating never /configmaps CREATE 'failurePolicy: Ignore' && kubectl create configmap a

./webhook Validating patch /configmaps && kubectl create configmap b

./webhook Validating "{ url: $WEBHOOK/allow }" /configmaps && kubectl create configmap b
