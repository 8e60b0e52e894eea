package change

import (
	"maps"
	"slices"

	"github.com/zclconf/go-cty/cty"
)

// usual are the attributes that make a new resource of any type that the facts do not know.
var usual = []string{
	"account_id", "bucket", "dataset_id", "key_ring", "location", "name", "network", "project", "region",
	"repository_id", "secret_id", "subnetwork", "zone",
}

// replacing are the paths that differ and cannot be changed in place, in the order of their names.
func (l level) replacing(here cty.Path, prior, planned cty.Value) []cty.Path {
	var paths []cty.Path
	for _, name := range slices.Sorted(maps.Keys(l.block.Attributes)) {
		if l.forcesNew(name) && !prior.GetAttr(name).RawEquals(planned.GetAttr(name)) {
			paths = append(paths, here.Copy().GetAttr(name))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(l.block.BlockTypes)) {
		before, after := prior.GetAttr(name), planned.GetAttr(name)
		if !before.RawEquals(after) {
			paths = append(paths, l.replacingBlock(name, here.Copy().GetAttr(name), before, after)...)
		}
	}
	return paths
}

func (l level) forcesNew(name string) bool {
	if len(l.known.ForceNew) == 0 && l.path == "" {
		return slices.Contains(usual, name) && l.block.Attributes[name] != nil && (l.block.Attributes[name].Required || l.block.Attributes[name].Optional)
	}
	return l.known.ForceNew[l.at(name)]
}

func (l level) replacingBlock(name string, here cty.Path, before, after cty.Value) []cty.Path {
	below := l.below(name)
	olds, news := elements(before), elements(after)
	if l.block.BlockTypes[name].NestingMode != "list" {
		if below.differIn(olds, news) {
			return []cty.Path{here}
		}
		return nil
	}
	if len(olds) != len(news) && l.forcesNew(name) {
		return []cty.Path{here}
	}
	var paths []cty.Path
	shared := min(len(olds), len(news))
	for index := range shared {
		paths = append(paths, below.replacing(here.Copy().IndexInt(index), olds[index], news[index])...)
	}
	if slices.ContainsFunc(slices.Concat(olds[shared:], news[shared:]), below.holdsFixed) {
		paths = append(paths, here)
	}
	return paths
}

// differIn says whether an element that only one of two sets has holds something that cannot be changed in place.
func (l level) differIn(olds, news []cty.Value) bool {
	alone := func(element cty.Value, others []cty.Value) bool {
		return !slices.ContainsFunc(others, element.RawEquals) && l.holdsFixed(element)
	}
	return slices.ContainsFunc(olds, func(old cty.Value) bool { return alone(old, news) }) ||
		slices.ContainsFunc(news, func(new cty.Value) bool { return alone(new, olds) })
}

// holdsFixed says whether a block sets anything that cannot be changed in place.
func (l level) holdsFixed(value cty.Value) bool {
	for name := range l.block.Attributes {
		if l.known.ForceNew[l.at(name)] && !value.GetAttr(name).IsNull() {
			return true
		}
	}
	for name := range l.block.BlockTypes {
		if slices.ContainsFunc(elements(value.GetAttr(name)), l.below(name).holdsFixed) {
			return true
		}
	}
	return false
}

// elements are the instances of a nested block; none when there are none or they are not known.
func elements(value cty.Value) []cty.Value {
	switch {
	case value.IsNull() || !value.IsKnown():
		return nil
	case value.Type().IsObjectType():
		return []cty.Value{value}
	}
	return value.AsValueSlice()
}
