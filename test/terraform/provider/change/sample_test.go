package change

import (
	"testing"

	"slipway/terraform/provider/cloud"
	"slipway/terraform/provider/schema"

	"github.com/zclconf/go-cty/cty"
)

type fields = map[string]any

var catalog = func() *schema.Catalog {
	opened, err := schema.Google()
	if err != nil {
		panic(err)
	}
	return opened
}()

// configured is a resource with only the given arguments set.
func configured(t *testing.T, name string, given fields) (*schema.Type, cty.Value) {
	t.Helper()
	kind, found := catalog.Resource(name)
	if !found {
		t.Fatalf("there is no %s", name)
	}
	value, err := cloud.Drifted(kind.Block, cloud.Blank(kind.Block, cty.NullVal), given)
	if err != nil {
		t.Fatal(err)
	}
	return kind, value
}

// created plans a new resource.
func created(t *testing.T, name string, given fields) (*schema.Type, cty.Value) {
	t.Helper()
	kind, config := configured(t, name, given)
	return kind, Decide(Request{Type: name, Schema: kind, Prior: cty.NullVal(kind.Value()), Proposed: config, Project: "acme"}).Planned
}

// applied is a resource that exists.
func applied(t *testing.T, name string, given fields) (*schema.Type, cty.Value) {
	t.Helper()
	kind, planned := created(t, name, given)
	return kind, cloud.NewSubject(name, kind, planned, cloud.Defaults{}).Made()
}

// changed plans an existing resource after its configuration became another one.
func changed(t *testing.T, name string, before, after fields) (prior cty.Value, plan Plan) {
	t.Helper()
	kind, prior := applied(t, name, before)
	_, config := configured(t, name, after)
	proposed := level{block: kind.Block}.proposed(prior, config)
	return prior, Decide(Request{Type: name, Schema: kind, Prior: prior, Proposed: proposed, Project: "acme"})
}

// proposed is what Terraform itself makes of a configuration: computed values stay where none is configured.
func (l level) proposed(prior, config cty.Value) cty.Value {
	values := config.AsValueMap()
	for name, attribute := range l.block.Attributes {
		if attribute.Computed && values[name].IsNull() {
			values[name] = prior.GetAttr(name)
		}
	}
	for name, nested := range l.block.BlockTypes {
		olds, news := elements(prior.GetAttr(name)), elements(values[name])
		if nested.NestingMode != "list" || len(news) == 0 {
			continue
		}
		for index := range min(len(olds), len(news)) {
			news[index] = level{block: nested.Block}.proposed(olds[index], news[index])
		}
		values[name] = cty.ListVal(news)
	}
	return cty.ObjectVal(values)
}
