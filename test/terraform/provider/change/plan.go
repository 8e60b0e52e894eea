package change

import (
	"slipway/terraform/provider/facts"
	"slipway/terraform/provider/schema"

	"github.com/zclconf/go-cty/cty"
)

// Request is one resource as Terraform asks about it. Prior is null for a new one, Proposed for one to delete.
type Request struct {
	Type     string
	Schema   *schema.Type
	Prior    cty.Value
	Proposed cty.Value
	// DefaultLabels are the provider's own, put on every resource that has labels.
	DefaultLabels map[string]cty.Value
	// Unmarked leaves out the label that the provider puts on what it creates.
	Unmarked bool
	// Project is the provider's default; empty when it has none.
	Project string
}

// Plan is what would become of the resource. Replace holds the attributes whose change makes a new one.
type Plan struct {
	Planned cty.Value
	Replace []cty.Path
}

// Decide plans one resource as the provider's SDK does.
func Decide(request Request) Plan {
	if request.Proposed.IsNull() {
		return Plan{Planned: request.Proposed}
	}
	top := level{block: request.Schema.Block, known: facts.Of(request.Type)}
	planned := top.planned(request.Prior, request.labelled(request.placed(request.Proposed)))
	if request.Prior.IsNull() {
		return Plan{Planned: planned}
	}
	if planned.RawEquals(request.Prior) {
		return Plan{Planned: request.Prior}
	}
	return Plan{Planned: planned, Replace: top.replacing(nil, request.Prior, planned)}
}

// Asked is the configuration of a data source with everything unknown that its answer holds.
func Asked(config cty.Value, kind *schema.Type) cty.Value {
	top := level{block: kind.Block, known: &facts.Resource{}}
	return top.planned(cty.NullVal(kind.Value()), config)
}

// placed puts a new resource into the provider's project when it names none.
func (r Request) placed(proposed cty.Value) cty.Value {
	project, found := r.Schema.Block.Attributes["project"]
	if !found || !project.Optional || !project.Computed || r.Project == "" || !proposed.GetAttr("project").IsNull() {
		return proposed
	}
	fields := proposed.AsValueMap()
	fields["project"] = cty.StringVal(r.Project)
	return cty.ObjectVal(fields)
}
