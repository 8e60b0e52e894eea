package cloud

import (
	"regexp"
	"testing"

	"slipway/terraform/provider/schema"

	"github.com/zclconf/go-cty/cty"
)

type fields = map[string]any

var catalog = func() *schema.Catalog {
	opened, err := schema.GoogleBeta()
	if err != nil {
		panic(err)
	}
	return opened
}()

// made is a resource with the given arguments, everything else filled in.
func made(t *testing.T, name string, given fields) cty.Value {
	t.Helper()
	kind, found := catalog.Resource(name)
	if !found {
		t.Fatalf("there is no %s", name)
	}
	value, err := Drifted(kind.Block, Blank(kind.Block, cty.UnknownVal), given)
	if err != nil {
		t.Fatal(err)
	}
	return NewSubject(name, kind, value, Defaults{Project: "acme", Region: "europe-west6"}).Made()
}

func TestValuesLookLikeGoogles(t *testing.T) {
	for _, rule := range []struct {
		name      string
		given     fields
		attribute string
		form      string
	}{
		{"google_service_account", fields{"account_id": "deploy"}, "email", `^deploy@acme\.iam\.gserviceaccount\.com$`},
		{"google_service_account", fields{"account_id": "deploy"}, "member", `^serviceAccount:deploy@acme\.iam`},
		{"google_service_account", fields{"account_id": "deploy"}, "id", `^projects/acme/serviceAccounts/deploy@acme\.iam`},
		{"google_cloud_run_v2_service", fields{"name": "shop", "location": "europe-west6"}, "uri", `^https://shop-[0-9a-f]{10}-ew\.a\.run\.app$`},
		{"google_cloud_run_v2_service", fields{"name": "shop", "location": "europe-west6"}, "id", `^projects/acme/locations/europe-west6/services/shop$`},
		{"google_compute_network", fields{"name": "net"}, "self_link", `^https://www\.googleapis\.com/compute/v1/projects/acme/global/networks/net$`},
		{"google_sql_database_instance", fields{"name": "db", "region": "europe-west6"}, "connection_name", `^acme:europe-west6:db$`},
		{"google_sql_database_instance", fields{"name": "db"}, "private_ip_address", `^10\.`},
		{"google_compute_global_address", fields{"name": "ip"}, "address", `^203\.0\.113\.\d+$`},
		{"google_secret_manager_secret", fields{"secret_id": "pw"}, "name", `^projects/\d{12}/secrets/pw$`},
		{"google_storage_bucket", fields{"name": "shop"}, "url", `^gs://shop$`},
		{"google_monitoring_alert_policy", fields{"display_name": "slow"}, "name", `^projects/acme/alertPolicies/\d+$`},
		{"google_api_gateway_gateway", fields{"gateway_id": "gw"}, "default_hostname", `^gw-[0-9a-f]+-?\w*\.\w+\.gateway\.dev$`},
		{"google_project_service_identity", fields{"service": "iap.googleapis.com"}, "member", `^serviceAccount:service-\d+@gcp-sa-iap\.iam`},
		{"google_project_iam_member", fields{"role": "roles/viewer", "member": "user:a@example.com"}, "id", `roles/viewer/user:a@example\.com$`},
	} {
		t.Run(rule.name+"."+rule.attribute, func(t *testing.T) {
			got := made(t, rule.name, rule.given).GetAttr(rule.attribute).AsString()
			if !regexp.MustCompile(rule.form).MatchString(got) {
				t.Errorf("%q does not match %s", got, rule.form)
			}
		})
	}
}

func TestValuesAreTheSameEveryTime(t *testing.T) {
	one := made(t, "google_sql_database_instance", fields{"name": "db"})
	if !one.RawEquals(made(t, "google_sql_database_instance", fields{"name": "db"})) {
		t.Error("the same database is not the same twice")
	}
	if one.GetAttr("private_ip_address").RawEquals(made(t, "google_sql_database_instance", fields{"name": "other"}).GetAttr("private_ip_address")) {
		t.Error("two databases have one address")
	}
}

func TestEveryResourceCanBeMade(t *testing.T) {
	for _, name := range catalog.ResourceNames() {
		if value := made(t, name, nil); !value.IsWhollyKnown() {
			t.Errorf("%s has something unknown after apply", name)
		}
	}
}

func TestBlocksThatGoogleFillsIn(t *testing.T) {
	kind, _ := catalog.Resource("google_container_cluster")
	values := Blank(kind.Block, cty.UnknownVal).AsValueMap()
	values["master_auth"] = cty.UnknownVal(values["master_auth"].Type())
	cluster := NewSubject("google_container_cluster", kind, cty.ObjectVal(values), Defaults{}).Made()
	if cluster.GetAttr("master_auth").LengthInt() != 1 {
		t.Error("a cluster has no master_auth to take its certificate from")
	}
}
