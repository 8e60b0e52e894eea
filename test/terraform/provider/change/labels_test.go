package change

import (
	"testing"

	"github.com/zclconf/go-cty/cty"
)

func TestLabels(t *testing.T) {
	kind, config := configured(t, "google_pubsub_topic", fields{"name": "orders", "labels": map[string]string{"team": "shop"}})
	defaults := map[string]cty.Value{"team": cty.StringVal("all"), "cost": cty.StringVal("7")}
	request := Request{Type: "google_pubsub_topic", Schema: kind, Prior: cty.NullVal(kind.Value()), Proposed: config, DefaultLabels: defaults}

	planned := Decide(request).Planned
	want := cty.MapVal(map[string]cty.Value{
		"team": cty.StringVal("shop"), "cost": cty.StringVal("7"), attribution: cty.StringVal("true"),
	})
	if got := planned.GetAttr("effective_labels"); !got.RawEquals(want) {
		t.Errorf("the resource's own labels do not win over the provider's: %#v", got)
	}

	request.Unmarked = true
	if _, marked := Decide(request).Planned.GetAttr("terraform_labels").AsValueMap()[attribution]; marked {
		t.Error("the resource is marked although the provider block says no")
	}
}

func TestLabelsThatAreNotKnownYet(t *testing.T) {
	kind, config := configured(t, "google_pubsub_topic", fields{"name": "orders"})
	values := config.AsValueMap()
	values["labels"] = cty.UnknownVal(cty.Map(cty.String))
	planned := Decide(Request{
		Type: "google_pubsub_topic", Schema: kind, Prior: cty.NullVal(kind.Value()), Proposed: cty.ObjectVal(values),
	}).Planned
	if planned.GetAttr("effective_labels").IsKnown() {
		t.Error("the effective labels are known before the labels are")
	}
}
