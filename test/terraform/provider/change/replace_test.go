package change

import (
	"testing"

	"github.com/zclconf/go-cty/cty"
)

func TestReplacing(t *testing.T) {
	for _, rule := range []struct {
		says, name    string
		before, after fields
		replaces      string
	}{
		{"a new name makes a new bucket", "google_storage_bucket",
			fields{"name": "a", "location": "EU"}, fields{"name": "b", "location": "EU"}, "name"},
		{"a new storage class does not", "google_storage_bucket",
			fields{"name": "a", "location": "EU"}, fields{"name": "a", "location": "EU", "storage_class": "NEARLINE"}, ""},
		{"a database version is upgraded in place", "google_sql_database_instance",
			fields{"name": "a", "database_version": "POSTGRES_15"}, fields{"name": "a", "database_version": "POSTGRES_16"}, ""},
		{"a new replication makes a new secret", "google_secret_manager_secret",
			fields{"secret_id": "a", "replication": []any{fields{"auto": []any{fields{}}}}},
			fields{"secret_id": "a", "replication": []any{fields{"user_managed": []any{fields{"replicas": []any{fields{"location": "europe-west6"}}}}}}},
			"replication"},
		{"a role is given to someone else by a new grant", "google_project_iam_member",
			fields{"project": "p", "role": "roles/viewer", "member": "user:a@example.com"},
			fields{"project": "p", "role": "roles/viewer", "member": "user:b@example.com"}, "member"},
		{"a binding takes another member in place", "google_project_iam_binding",
			fields{"project": "p", "role": "roles/viewer", "members": []string{"user:a@example.com"}},
			fields{"project": "p", "role": "roles/viewer", "members": []string{"user:b@example.com"}}, ""},
		{"a format makes a new repository", "google_artifact_registry_repository",
			fields{"repository_id": "r", "format": "DOCKER"}, fields{"repository_id": "r", "format": "NPM"}, "format"},
		{"a type without facts goes by the usual rules", "google_notebooks_instance",
			fields{"name": "a", "machine_type": "e2"}, fields{"name": "b", "machine_type": "e2"}, "name"},
	} {
		t.Run(rule.says, func(t *testing.T) {
			_, plan := changed(t, rule.name, rule.before, rule.after)
			if rule.replaces == "" && len(plan.Replace) > 0 {
				t.Errorf("it is replaced because of %#v", plan.Replace)
			}
			if rule.replaces != "" && !startsWith(plan.Replace, rule.replaces) {
				t.Errorf("it is not replaced because of %s but %#v", rule.replaces, plan.Replace)
			}
		})
	}
}

func startsWith(paths []cty.Path, name string) bool {
	for _, path := range paths {
		if step, ok := path[0].(cty.GetAttrStep); ok && step.Name == name {
			return true
		}
	}
	return false
}
