// Package rules holds a configuration against what the provider itself checks before it asks Google: allowed values, and
// arguments that exclude or need one another.
package rules

import (
	"fmt"
	"slices"
	"strings"

	"slipway/terraform/provider/facts"
	"slipway/terraform/provider/schema"

	"github.com/zclconf/go-cty/cty"
)

// Problem is one thing that the provider would refuse.
type Problem struct {
	Path            cty.Path
	Summary, Detail string
}

// Check finds the problems of one resource.
func Check(name string, block *schema.Block, config cty.Value) []Problem {
	checked := &check{known: facts.Of(name), config: config}
	checked.object(block, "", nil, config)
	return checked.problems
}

type check struct {
	known    *facts.Resource
	config   cty.Value
	problems []Problem
}

func (c *check) add(path cty.Path, summary, detail string) {
	c.problems = append(c.problems, Problem{Path: path.Copy(), Summary: summary, Detail: detail})
}

// object walks one block; dotted is its path without positions.
func (c *check) object(block *schema.Block, dotted string, here cty.Path, value cty.Value) {
	if value.IsNull() || !value.IsKnown() {
		return
	}
	c.groups(dotted, here, value)
	for name := range block.Attributes {
		c.value(join(dotted, name), here.GetAttr(name), value.GetAttr(name))
	}
	for name, nested := range block.BlockTypes {
		inner := value.GetAttr(name)
		if inner.IsNull() || !inner.IsKnown() {
			continue
		}
		if nested.NestingMode == "single" {
			c.object(nested.Block, join(dotted, name), here.GetAttr(name), inner)
			continue
		}
		for index, element := range inner.AsValueSlice() {
			place := here.GetAttr(name)
			if nested.NestingMode == "list" {
				place = place.IndexInt(index)
			}
			c.object(nested.Block, join(dotted, name), place, element)
		}
	}
}

// value holds a text against the only ones that the provider takes.
func (c *check) value(dotted string, here cty.Path, value cty.Value) {
	allowed := c.known.Values[dotted]
	if len(allowed) == 0 || value.IsNull() || !value.IsKnown() || value.Type() != cty.String {
		return
	}
	if text := value.AsString(); !slices.Contains(allowed, text) {
		c.add(here, fmt.Sprintf("expected %s to be one of %q, got %s", dotted, allowed, text), "")
	}
}

func join(path, name string) string { return strings.TrimPrefix(path+"."+name, ".") }
