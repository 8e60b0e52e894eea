package rules

import (
	"fmt"
	"strconv"
	"strings"

	"slipway/terraform/provider/facts"

	"github.com/zclconf/go-cty/cty"
)

// groups checks the rules that stand at the arguments of one block. What is not known yet counts as neither set nor
// missing.
func (c *check) groups(dotted string, here cty.Path, value cty.Value) {
	for _, group := range c.known.Groups {
		parent, name := split(group.At)
		if parent != dotted || !value.Type().HasAttribute(name) {
			continue
		}
		own := stateOf(value.GetAttr(name))
		switch place := here.GetAttr(name); {
		case group.Rule == "conflicts" && own == set:
			c.conflicts(group, place)
		case group.Rule == "exactly_one":
			c.exactlyOne(group, place)
		case group.Rule == "at_least_one" && len(c.members(group, missing)) == len(group.Members):
			c.add(place, "Missing required argument", fmt.Sprintf("%q: one of `%s` must be specified", group.At, strings.Join(group.Members, ",")))
		case group.Rule == "together" && own != missing && len(c.members(group, missing)) > 0:
			all := append([]string{group.At}, group.Members...)
			c.add(place, "Missing required argument", fmt.Sprintf("%q: all of `%s` must be specified", group.At, strings.Join(all, ",")))
		}
	}
}

func (c *check) conflicts(group facts.Group, place cty.Path) {
	for _, member := range c.members(group, set) {
		if strings.ReplaceAll(member, ".0.", ".") != group.At {
			c.add(place, "Conflicting configuration arguments", fmt.Sprintf("%q: conflicts with %s", group.At, member))
		}
	}
}

func (c *check) exactlyOne(group facts.Group, place cty.Path) {
	all, given := strings.Join(group.Members, ","), c.members(group, set)
	switch {
	case len(given) > 1:
		c.add(place, "Invalid combination of arguments", fmt.Sprintf("%q: only one of `%s` can be specified, but `%s` were specified.", group.At, all, strings.Join(given, ",")))
	case len(c.members(group, missing)) == len(group.Members):
		c.add(place, "Invalid combination of arguments", fmt.Sprintf("%q: one of `%s` must be specified", group.At, all))
	}
}

// members are those of a group that are in the given state.
func (c *check) members(group facts.Group, wanted state) []string {
	var found []string
	for _, member := range group.Members {
		if stateOf(find(c.config, member)) == wanted {
			found = append(found, member)
		}
	}
	return found
}

// find follows a path with positions, such as "settings.0.tier"; cty.NilVal when there is nothing there.
func find(value cty.Value, path string) cty.Value {
	for _, step := range strings.Split(path, ".") {
		if value.IsNull() || !value.IsKnown() {
			return value
		}
		position, err := strconv.Atoi(step)
		switch {
		case err == nil && value.Type().IsListType() && position < value.LengthInt():
			value = value.Index(cty.NumberIntVal(int64(position)))
		case err != nil && value.Type().IsObjectType() && value.Type().HasAttribute(step):
			value = value.GetAttr(step)
		default:
			return cty.NilVal
		}
	}
	return value
}

// state says what a configuration gives for one argument.
type state string

const (
	set     state = "set"
	missing state = "missing"
	// unknown is what another resource decides only when it is applied.
	unknown state = "unknown"
)

// stateOf is set for a value, and for at least one block.
func stateOf(value cty.Value) state {
	switch {
	case value == cty.NilVal || value.IsNull():
		return missing
	case !value.IsKnown():
		return unknown
	}
	kind := value.Type()
	isBlocks := (kind.IsListType() || kind.IsSetType()) && kind.ElementType().IsObjectType()
	if isBlocks && value.LengthInt() == 0 {
		return missing
	}
	return set
}

func split(path string) (parent, name string) {
	cut := strings.LastIndex(path, ".")
	return path[:max(cut, 0)], path[cut+1:]
}
