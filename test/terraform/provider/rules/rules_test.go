package rules

import (
	"strings"
	"testing"

	"slipway/terraform/provider/cloud"
	"slipway/terraform/provider/schema"

	"github.com/zclconf/go-cty/cty"
)

type fields = map[string]any

func TestCheck(t *testing.T) {
	catalog, err := schema.Google()
	if err != nil {
		t.Fatal(err)
	}
	target := fields{"name": "a", "network": "n", "allow": []any{fields{"protocol": "tcp"}}}
	for _, rule := range []struct {
		says, name string
		config     fields
		want       string
	}{
		{"an allowed value is accepted", "google_cloud_run_v2_service", fields{"ingress": "INGRESS_TRAFFIC_ALL"}, ""},
		{"any other value is not", "google_cloud_run_v2_service", fields{"ingress": "EVERYONE"}, "expected ingress to be one of"},
		{"a nested value is checked", "google_sql_database_instance",
			fields{"database_version": "POSTGRES_16", "settings": []any{fields{"availability_type": "BOTH"}}}, "settings.availability_type"},
		{"arguments that exclude one another", "google_compute_firewall",
			with(target, fields{"target_tags": []string{"a"}, "target_service_accounts": []string{"b"}}), "conflicts with"},
		{"only one of them", "google_compute_firewall", with(target, fields{"target_tags": []string{"a"}}), ""},
		{"exactly one of two: both", "google_secret_manager_secret_version",
			fields{"secret_data": "a", "secret_data_wo": "b"}, "only one of"},
		{"exactly one of two: none", "google_secret_manager_secret_version", fields{}, "must be specified"},
		{"exactly one of two: one", "google_secret_manager_secret_version", fields{"secret_data": "a"}, ""},
	} {
		t.Run(rule.says, func(t *testing.T) {
			kind, _ := catalog.Resource(rule.name)
			config, err := cloud.Drifted(kind.Block, cloud.Blank(kind.Block, cty.NullVal), rule.config)
			if err != nil {
				t.Fatal(err)
			}
			all := ""
			for _, problem := range Check(rule.name, kind.Block, config) {
				all += problem.Summary + " " + problem.Detail + "\n"
			}
			if rule.want == "" && all != "" || !strings.Contains(all, rule.want) {
				t.Errorf("the problems are %q", all)
			}
		})
	}
}

func TestWhatIsNotKnownYetIsNoConflict(t *testing.T) {
	catalog, err := schema.Google()
	if err != nil {
		t.Fatal(err)
	}
	kind, _ := catalog.Resource("google_compute_firewall")
	values := cloud.Blank(kind.Block, cty.NullVal).AsValueMap()
	for _, name := range []string{"target_tags", "target_service_accounts"} {
		values[name] = cty.UnknownVal(values[name].Type())
	}
	for _, problem := range Check("google_compute_firewall", kind.Block, cty.ObjectVal(values)) {
		if strings.Contains(problem.Detail, "conflicts") {
			t.Error(problem.Detail)
		}
	}
}

func with(base, more fields) fields {
	all := fields{}
	for _, part := range []fields{base, more} {
		for name, value := range part {
			all[name] = value
		}
	}
	return all
}
