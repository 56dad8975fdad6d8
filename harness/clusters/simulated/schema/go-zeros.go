// Prints, as JSON, which fields of Kubernetes' API structs their zero value makes disappear, and which times are written
// as null. OpenAPI says neither. Needs a Go module that requires k8s.io/client-go, apiextensions-apiserver and kube-aggregator; see
// generate-types.ts.
package main

import (
	"encoding/json"
	"os"
	"reflect"
	"strings"

	apiextensions "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"k8s.io/client-go/kubernetes/scheme"
	apiregistration "k8s.io/kube-aggregator/pkg/apis/apiregistration/v1"
)

type fields struct {
	OmitZero []string `json:"omitZero,omitempty"`
	NullTime []string `json:"nullTime,omitempty"`
}

var found = map[string]*fields{}

func main() {
	seen := map[reflect.Type]bool{}
	for _, known := range scheme.Scheme.AllKnownTypes() {
		visit(known, seen)
	}
	visit(reflect.TypeOf(apiextensions.CustomResourceDefinition{}), seen)
	visit(reflect.TypeOf(apiextensions.CustomResourceDefinitionList{}), seen)
	visit(reflect.TypeOf(apiregistration.APIService{}), seen)
	visit(reflect.TypeOf(apiregistration.APIServiceList{}), seen)
	json.NewEncoder(os.Stdout).Encode(found)
}

func visit(t reflect.Type, seen map[reflect.Type]bool) {
	for t.Kind() == reflect.Ptr || t.Kind() == reflect.Slice || t.Kind() == reflect.Map {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct || seen[t] {
		return
	}
	seen[t] = true
	result := &fields{}
	collect(t, result, seen)
	if strings.Contains(t.PkgPath(), "k8s.io/") {
		found[name(t)] = result
	}
}

func collect(t reflect.Type, result *fields, seen map[reflect.Type]bool) {
	for i := 0; i < t.NumField(); i++ {
		field := t.Field(i)
		tag := field.Tag.Get("json")
		json := strings.Split(tag, ",")[0]
		if json == "-" || field.PkgPath != "" {
			continue
		}
		if field.Anonymous && json == "" {
			inner := field.Type
			if inner.Kind() == reflect.Ptr {
				inner = inner.Elem()
			}
			if inner.Kind() == reflect.Struct {
				collect(inner, result, seen)
				continue
			}
		}
		visit(field.Type, seen)
		switch kind := field.Type.Kind(); {
		case kind == reflect.Struct:
			if (field.Type.Name() == "Time" || field.Type.Name() == "MicroTime") && !strings.Contains(tag, "omitzero") {
				result.NullTime = append(result.NullTime, json)
			}
		case kind != reflect.Ptr && kind != reflect.Interface && strings.Contains(tag, "omitempty"):
			result.OmitZero = append(result.OmitZero, json)
		}
	}
}

func name(t reflect.Type) string {
	path := t.PkgPath()
	for _, prefix := range []string{
		"k8s.io/api/", "k8s.io/apimachinery/pkg/apis/", "k8s.io/apimachinery/pkg/",
		"k8s.io/apiextensions-apiserver/pkg/apis/", "k8s.io/kube-aggregator/pkg/apis/",
	} {
		path = strings.TrimPrefix(path, prefix)
	}
	return strings.ReplaceAll(path, "/", ".") + "." + t.Name()
}
