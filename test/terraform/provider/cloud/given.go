package cloud

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/zclconf/go-cty/cty"
)

// given is a value for what the service decides.
func (s Subject) given(path, name string, kind cty.Type) cty.Value {
	switch {
	case kind == cty.String:
		return cty.StringVal(s.told(name, path))
	case kind == cty.Number:
		if number, found := numbers[name]; found {
			return cty.NumberIntVal(number)
		}
		if name == "project_number" {
			return cty.MustParseNumberVal(s.named("number"))
		}
		return cty.NumberUIntVal(s.number(path, 1000))
	case kind == cty.Bool:
		return cty.False
	case kind.IsObjectType():
		fields := map[string]cty.Value{}
		for _, field := range slices.Sorted(maps.Keys(kind.AttributeTypes())) {
			fields[field] = s.given(path+"."+field, field, kind.AttributeType(field))
		}
		return cty.ObjectVal(fields)
	}
	if listed, found := s.listed(name, kind); found {
		return listed
	}
	return empty(kind)
}

// listed is a list that a service fills in: the known ones, and one element where the service reports an object.
func (s Subject) listed(name string, kind cty.Type) (cty.Value, bool) {
	if kind.IsMapType() {
		return cty.NilVal, false
	}
	if kind.ElementType() == cty.String {
		var texts []cty.Value
		for _, form := range lists[name] {
			texts = append(texts, cty.StringVal(s.written(form)))
		}
		if len(texts) == 0 {
			return cty.NilVal, false
		}
		if kind.IsSetType() {
			return cty.SetVal(texts), true
		}
		return cty.ListVal(texts), true
	}
	attribute := s.block.Attributes[name]
	reports := attribute != nil && attribute.Computed && !attribute.Optional
	if !reports || !kind.IsListType() || !kind.ElementType().IsObjectType() || trouble(name) {
		return cty.NilVal, false
	}
	return cty.ListVal([]cty.Value{s.given("."+name, name, kind.ElementType())}), true
}

// trouble says whether a list reports what went wrong: with nothing wrong it is empty.
func trouble(name string) bool {
	return slices.ContainsFunc([]string{"error", "condition", "fail", "warning", "issue"}, func(word string) bool {
		return strings.Contains(name, word)
	})
}

// told is a plausible text for one attribute.
func (s Subject) told(name, path string) string {
	if path == "."+name {
		if form, found := texts[s.Type+"."+name]; found {
			return s.written(form)
		}
		switch {
		case name == "id":
			return s.id()
		case name == "name":
			return s.computedName()
		case name == "policy_data" && s.Type == "google_iam_policy":
			return s.policy()
		}
	}
	if values := s.known.Values[strings.TrimPrefix(path, ".")]; len(values) > 0 && texts[name] == "" {
		return usual(values)
	}
	if form, found := texts[name]; found {
		return s.written(form)
	}
	for _, ending := range endings {
		if strings.HasSuffix(name, ending.suffix) {
			return s.written(ending.form)
		}
	}
	return fmt.Sprintf("%s-%s", strings.ReplaceAll(name, "_", "-"), s.hash(path, 8))
}

// usual is the first value that says something.
func usual(values []string) string {
	for _, value := range values {
		if value != "" && !strings.HasSuffix(value, "UNSPECIFIED") {
			return value
		}
	}
	return values[0]
}

// computedName is a name that the service gives: the id, or where the id is made of the name, one with a number.
func (s Subject) computedName() string {
	if s.known.ID == "" || strings.Contains(s.known.ID, "{{name}}") {
		return fmt.Sprintf("projects/%s/%s/%d", s.Project, s.collection(), 1_000_000_000+s.number("name", 9_000_000_000))
	}
	return s.id()
}
