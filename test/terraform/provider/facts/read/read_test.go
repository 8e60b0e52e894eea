package main

import (
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"slipway/terraform/provider/facts"
)

// topic is written as the provider writes its resources: functions for parts, lists in variables, a template for the id.
const topic = `package pubsub

import (
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
	"github.com/hashicorp/terraform-provider-google/google/registry"
	"github.com/hashicorp/terraform-provider-google/google/tpgresource"
	"github.com/hashicorp/terraform-provider-google/google/verify"
)

func init() {
	registry.Schema{Name: "google_pubsub_topic", Type: registry.SchemaTypeResource, Schema: resourceTopic()}.Register()
	registry.Schema{Name: "google_pubsub_topic", Type: registry.SchemaTypeDataSource, Schema: dataTopic()}.Register()
}

var keys = []string{"schema_settings", "labels"}

func resourceTopic() *schema.Resource {
	return &schema.Resource{
		Create:        createTopic,
		CustomizeDiff: customdiff.All(tpgresource.DefaultProviderDeletionPolicy("DELETE")),
		Schema: map[string]*schema.Schema{
			"name":   {Type: schema.TypeString, Required: true, ForceNew: true},
			"labels": {Type: schema.TypeMap, Optional: true, ConflictsWith: keys},
			"schema_settings": settings(),
		},
	}
}

func settings() *schema.Schema {
	s := &schema.Schema{Optional: true, Computed: true, Elem: &schema.Resource{Schema: map[string]*schema.Schema{
		"encoding": {Optional: true, Default: "JSON", ValidateFunc: verify.ValidateEnum([]string{"JSON", "BINARY"})},
		"size":     {Optional: true, Default: -1},
	}}}
	return s
}

func dataTopic() *schema.Resource { return nil }

func createTopic(d, meta any) error {
	id, err := tpgresource.ReplaceVars(d, config, "projects/{{project}}/topics/{{name}}")
	return err
}
`

func TestReadAll(t *testing.T) {
	root := t.TempDir()
	folder := filepath.Join(root, "services", "pubsub")
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "topic.go"), []byte(topic), 0o600); err != nil {
		t.Fatal(err)
	}
	found, err := readAll(root)
	if err != nil {
		t.Fatal(err)
	}
	want := &facts.Resource{
		ID:       "projects/{{project}}/topics/{{name}}",
		ForceNew: facts.Paths{"name": true},
		Filled:   facts.Paths{"schema_settings": true},
		Defaults: map[string]any{"deletion_policy": "DELETE", "schema_settings.encoding": "JSON", "schema_settings.size": -1.0},
		Values:   map[string][]string{"schema_settings.encoding": {"JSON", "BINARY"}},
		Groups:   []facts.Group{{Rule: "conflicts", At: "labels", Members: []string{"schema_settings", "labels"}}},
	}
	if got := found["google_pubsub_topic"]; !reflect.DeepEqual(got, want) {
		t.Errorf("the facts are %+v", got)
	}
}
