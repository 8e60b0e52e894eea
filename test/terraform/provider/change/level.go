// Package change decides what a plan says: which values are known only after apply, and which changes replace a resource.
package change

import (
	"slipway/terraform/provider/facts"
	"slipway/terraform/provider/schema"

	"github.com/zclconf/go-cty/cty"
)

// level is one block of a resource: its schema, what is known of the resource, and where in it the block stands.
type level struct {
	block *schema.Block
	known *facts.Resource
	path  string
}

func (l level) at(name string) string {
	if l.path == "" {
		return name
	}
	return l.path + "." + name
}

func (l level) below(name string) level {
	return level{block: l.block.BlockTypes[name].Block, known: l.known, path: l.at(name)}
}

// planned is one object as it is planned. What the configuration leaves out takes its default; what the provider
// computes stays as it was, and is unknown where the object is new. A null prior means that it is new.
func (l level) planned(prior, proposed cty.Value) cty.Value {
	if proposed.IsNull() || !proposed.IsKnown() {
		return proposed
	}
	fields := proposed.AsValueMap()
	for name, attribute := range l.block.Attributes {
		fields[name] = l.attribute(name, attribute, prior.IsNull(), fields[name])
	}
	for name, nested := range l.block.BlockTypes {
		before := cty.NullVal(fields[name].Type())
		if !prior.IsNull() {
			before = prior.GetAttr(name)
		}
		fields[name] = l.nested(name, nested, before, fields[name], prior.IsNull())
	}
	return cty.ObjectVal(fields)
}

func (l level) attribute(name string, attribute *schema.Attribute, isNew bool, value cty.Value) cty.Value {
	if attribute.WriteOnly {
		return cty.NullVal(value.Type())
	}
	if !value.IsNull() {
		return value
	}
	if standard := l.known.Default(l.at(name), value.Type()); !standard.IsNull() {
		return standard
	}
	if attribute.Computed && isNew {
		return cty.UnknownVal(value.Type())
	}
	return value
}
