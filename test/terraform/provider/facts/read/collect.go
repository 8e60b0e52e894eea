package main

import (
	"maps"
	"slices"
	"strings"

	"slipway/terraform/provider/facts"
)

// rules are the fields of the source that relate several arguments, with our word for each.
var rules = map[string]string{
	"ConflictsWith": "conflicts", "ExactlyOneOf": "exactly_one", "AtLeastOneOf": "at_least_one", "RequiredWith": "together",
}

// collect reads one level of a schema and those below it.
func collect(known *facts.Resource, prefix string, schema map[string]any) {
	for _, name := range slices.Sorted(maps.Keys(schema)) {
		field, ok := schema[name].(map[string]any)
		if !ok {
			continue
		}
		path := strings.TrimPrefix(prefix+"."+name, ".")
		element, _ := field["Elem"].(map[string]any)
		nested, isBlock := element["Schema"].(map[string]any)
		if field["ForceNew"] == true {
			known.ForceNew[path] = true
		}
		if standard, ok := field["Default"]; ok && plain(standard) {
			known.Defaults[path] = standard
		}
		if isBlock && field["Optional"] == true && field["Computed"] == true {
			known.Filled[path] = true
		}
		if values := allowed(field["ValidateFunc"]); len(values) > 0 {
			known.Values[path] = values
		}
		group(known, path, field)
		if isBlock {
			collect(known, path, nested)
		}
	}
}

func plain(value any) bool {
	switch value.(type) {
	case string, float64, bool:
		return true
	}
	return false
}

// allowed are the values that a validation names; none when it checks something else, or ignores case.
func allowed(validation any) []string {
	call, ok := validation.(called)
	if !ok || len(call.arguments) == 0 {
		return nil
	}
	if call.name != "ValidateEnum" && (call.name != "StringInSlice" || call.arguments[1] != false) {
		return nil
	}
	return texts(call.arguments[0])
}

func group(known *facts.Resource, path string, field map[string]any) {
	for _, source := range slices.Sorted(maps.Keys(rules)) {
		members := texts(field[source])
		if len(members) > 0 {
			known.Groups = append(known.Groups, facts.Group{Rule: rules[source], At: path, Members: members})
		}
	}
}

// texts are the elements of a list of texts; none when one of them could not be read.
func texts(value any) []string {
	list, _ := value.([]any)
	var all []string
	for _, element := range list {
		text, ok := element.(string)
		if !ok {
			return nil
		}
		all = append(all, text)
	}
	return all
}
