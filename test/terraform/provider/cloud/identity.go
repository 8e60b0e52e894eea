package cloud

import (
	"maps"
	"regexp"
	"slices"
	"strings"
)

var token = regexp.MustCompile(`\{\{(\w+)\}\}`)

// tokensOf are the attribute names in the form of an id.
func tokensOf(form string) []string {
	var names []string
	for _, match := range token.FindAllStringSubmatch(form, -1) {
		names = append(names, match[1])
	}
	return names
}

// id is the resource's id in the form that its service uses.
func (s Subject) id() string {
	switch {
	case s.known.ID != "":
		return token.ReplaceAllStringFunc(s.known.ID, func(match string) string { return s.part(strings.Trim(match, "{}")) })
	case strings.Contains(s.Type, "_iam_"):
		return s.grant()
	}
	return "projects/" + s.Project + "/locations/" + s.Location + "/" + s.collection() + "/" + s.Name
}

// part is the value of one attribute in an id.
func (s Subject) part(name string) string {
	value := first(s.text(name), s.told(name, "."+name))
	switch name {
	case "project", "region", "location", "zone":
		return last(value)
	}
	return value
}

// grant is the id of a role given to someone: the resource, the role and the member.
func (s Subject) grant() string {
	parts := []string{"projects", s.Project}
	for _, name := range slices.Sorted(maps.Keys(s.block.Attributes)) {
		attribute := s.block.Attributes[name]
		switch name {
		case "id", "project", "role", "member", "policy_data", "etag":
			continue
		}
		if text := s.text(name); text != "" && (attribute.Required || attribute.Optional) {
			parts = append(parts, text)
		}
	}
	for _, name := range []string{"role", "member"} {
		if text := s.text(name); text != "" {
			parts = append(parts, text)
		}
	}
	return strings.Join(parts, "/")
}

// collection is how the service calls many of these, such as alertPolicies.
func (s Subject) collection() string {
	words := strings.Split(s.Type, "_")[2:]
	if len(words) == 0 {
		words = []string{s.word()}
	}
	name := words[0]
	for _, word := range words[1:] {
		name += strings.ToUpper(word[:1]) + word[1:]
	}
	if stem, found := strings.CutSuffix(name, "y"); found {
		return stem + "ies"
	}
	return name + "s"
}
