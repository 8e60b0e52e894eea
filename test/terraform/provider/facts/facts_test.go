package facts_test

import (
	"regexp"
	"strings"
	"testing"

	"slipway/terraform/provider/facts"
	"slipway/terraform/provider/schema"
)

func TestDefaultsHaveTheTypesOfTheirArguments(t *testing.T) {
	each(t, func(name string, kind *schema.Type, known *facts.Resource) {
		for path := range known.Defaults {
			block, last := kind.Block, path
			for strings.Contains(last, ".") && block != nil {
				step, rest, _ := strings.Cut(last, ".")
				last = rest
				if nested := block.BlockTypes[step]; nested != nil {
					block = nested.Block
				} else {
					block = nil
				}
			}
			if block == nil || block.Attributes[last] == nil {
				continue // The facts are of a later version, which has more arguments.
			}
			object, err := block.Type()
			if err != nil {
				t.Fatal(err)
			}
			known.Default(path, object.AttributeType(last))
		}
	})
}

func TestIdsAreMadeOfArguments(t *testing.T) {
	// These the service makes up, or takes from elsewhere than an argument.
	made := map[string]bool{"name": true, "parent": true, "project": true}
	each(t, func(name string, kind *schema.Type, known *facts.Resource) {
		for _, token := range regexp.MustCompile(`\{\{(\w+)\}\}`).FindAllStringSubmatch(known.ID, -1) {
			if kind.Block.Attributes[token[1]] == nil && !made[token[1]] {
				t.Errorf("%s has no argument %s for its id %s", name, token[1], known.ID)
			}
		}
	})
}

func TestKnownFacts(t *testing.T) {
	instance := facts.Of("google_sql_database_instance")
	if !instance.ForceNew["region"] || instance.ForceNew["database_version"] {
		t.Error("a database moves to another region in place, or is made anew for a new version")
	}
	if facts.Of("google_cloud_run_v2_service").Defaults["deletion_protection"] != true {
		t.Error("a Cloud Run service is not protected by default")
	}
	if !facts.Of("google_container_cluster").Filled["master_auth"] {
		t.Error("a cluster's master_auth is not filled in by Google")
	}
	if facts.Of("google_compute_backend_service").Defaults["load_balancing_scheme"] != "EXTERNAL" {
		t.Error("by-hand.json does not take back what 8.0.0 changed")
	}
	if facts.Of("google_unheard_of").ID != "" {
		t.Error("something is known of a type that does not exist")
	}
}

func each(t *testing.T, check func(string, *schema.Type, *facts.Resource)) {
	t.Helper()
	catalog, err := schema.GoogleBeta()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range catalog.ResourceNames() {
		kind, _ := catalog.Resource(name)
		check(name, kind, facts.Of(name))
	}
}
