package change

import (
	"testing"

	"github.com/zclconf/go-cty/cty"
)

var service = fields{
	"name": "shop", "location": "europe-west6", "deletion_protection": false,
	"template": []any{fields{"containers": []any{fields{"image": "shop:1"}}}},
}

func TestANewResourceKnowsWhatIsConfigured(t *testing.T) {
	_, planned := created(t, "google_cloud_run_v2_service", service)
	if got := planned.GetAttr("name"); !got.RawEquals(cty.StringVal("shop")) {
		t.Errorf("the name is %#v", got)
	}
	if got := planned.GetAttr("project"); !got.RawEquals(cty.StringVal("acme")) {
		t.Errorf("the project is not the provider's own but %#v", got)
	}
	if got := planned.GetAttr("deletion_policy"); !got.RawEquals(cty.StringVal("DELETE")) {
		t.Errorf("deletion_policy does not have its default but %#v", got)
	}
}

func TestANewResourceDoesNotKnowWhatGoogleFillsIn(t *testing.T) {
	_, planned := created(t, "google_cloud_run_v2_service", service)
	template := planned.GetAttr("template").AsValueSlice()[0]
	for name, value := range map[string]cty.Value{
		"id": planned.GetAttr("id"), "uri": planned.GetAttr("uri"), "traffic": planned.GetAttr("traffic"),
		"template.timeout": template.GetAttr("timeout"), "template.scaling": template.GetAttr("scaling"),
	} {
		if value.IsKnown() {
			t.Errorf("%s is known before apply: %#v", name, value)
		}
	}
}

func TestNothingChangesWhenNothingConfiguredDiffers(t *testing.T) {
	prior, plan := changed(t, "google_cloud_run_v2_service", service, service)
	if !plan.Planned.RawEquals(prior) || plan.Replace != nil {
		t.Error("the same configuration is planned as a change")
	}
}

func TestAnUpdateKeepsWhatGoogleFilledIn(t *testing.T) {
	after := fields{"template": []any{fields{"containers": []any{fields{"image": "shop:2"}}}}}
	for name, value := range service {
		if name != "template" {
			after[name] = value
		}
	}
	prior, plan := changed(t, "google_cloud_run_v2_service", service, after)
	if len(plan.Replace) > 0 {
		t.Errorf("a new image replaces the service: %#v", plan.Replace)
	}
	if !plan.Planned.GetAttr("uri").RawEquals(prior.GetAttr("uri")) {
		t.Error("the address is not kept")
	}
	image := plan.Planned.GetAttr("template").AsValueSlice()[0].GetAttr("containers").AsValueSlice()[0].GetAttr("image")
	if image.AsString() != "shop:2" {
		t.Errorf("the image is %s", image.AsString())
	}
}

func TestABlockThatIsNewInAnUpdateHasUnknowns(t *testing.T) {
	disk := func(names ...string) fields {
		given := fields{"name": "vm", "machine_type": "e2-micro", "zone": "europe-west6-a"}
		var disks []any
		for _, name := range names {
			disks = append(disks, fields{"source": name})
		}
		given["attached_disk"] = disks
		return given
	}
	_, plan := changed(t, "google_compute_instance", disk("a"), disk("a", "b"))
	disks := plan.Planned.GetAttr("attached_disk").AsValueSlice()
	if !disks[0].GetAttr("device_name").IsKnown() || disks[1].GetAttr("device_name").IsKnown() {
		t.Error("the device of the old disk is not known, or that of the new one is")
	}
}

func TestElementsOfSetsAreRecognised(t *testing.T) {
	policy := fields{"name": "armor", "rule": []any{
		fields{"action": "allow", "priority": 1, "match": []any{fields{"versioned_expr": "SRC_IPS_V1"}}},
		fields{"action": "allow", "priority": 2, "match": []any{fields{"versioned_expr": "SRC_IPS_V1"}}},
	}}
	prior, plan := changed(t, "google_compute_security_policy", policy, policy)
	if !plan.Planned.RawEquals(prior) {
		t.Error("the same rules are planned as a change")
	}
}

func TestADeletedResourceIsPlannedAsNothing(t *testing.T) {
	kind, prior := applied(t, "google_storage_bucket", fields{"name": "shop", "location": "EU"})
	plan := Decide(Request{Type: "google_storage_bucket", Schema: kind, Prior: prior, Proposed: cty.NullVal(kind.Value())})
	if !plan.Planned.IsNull() {
		t.Error("a deleted resource is planned as something")
	}
}

func TestWriteOnlyArgumentsAreNotKept(t *testing.T) {
	_, planned := created(t, "google_secret_manager_secret_version", fields{"secret": "s", "secret_data_wo": "hush"})
	if got := planned.GetAttr("secret_data_wo"); !got.IsNull() {
		t.Errorf("the plan holds %#v", got)
	}
}
