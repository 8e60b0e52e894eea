// Package cloud pretends to be Google Cloud: it gives what a resource's own service would fill in, always the same for
// the same type and name.
package cloud

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"maps"
	"slices"
	"strings"

	"slipway/terraform/provider/facts"
	"slipway/terraform/provider/schema"

	"github.com/zclconf/go-cty/cty"
)

// Defaults are the provider block's own.
type Defaults struct{ Project, Region, Zone string }

// Subject is one resource or data source: who it is, and what is known about it.
type Subject struct {
	Type, Project, Location, Name string

	block    *schema.Block
	known    *facts.Resource
	value    cty.Value
	identity string
}

// NewSubject finds the project, place and name of one value. Where nothing names it, its whole configuration does.
func NewSubject(name string, kind *schema.Type, value cty.Value, defaults Defaults) Subject {
	subject := Subject{Type: name, block: kind.Block, known: facts.Of(name), value: value}
	subject.Project = first(last(subject.text("project")), defaults.Project, "stand-in-project")
	subject.Location = first(last(subject.text("location")), last(subject.text("region")), last(subject.text("zone")), defaults.Region, "global")
	fixed := subject.fixed()
	subject.identity = strings.Join(append([]string{name, subject.Project, subject.Location}, fixed...), "\x00")
	subject.Name = subject.ownName()
	return subject
}

// fixed are the texts that name the resource or cannot be changed in place, or all when there are none.
func (s Subject) fixed() []string {
	var fixed, all []string
	naming := append(tokensOf(s.known.ID), "name")
	for _, name := range slices.Sorted(maps.Keys(s.block.Attributes)) {
		text := s.text(name)
		switch {
		case text == "" || slices.Contains([]string{"id", "location", "project", "region", "zone"}, name):
		case slices.Contains(naming, name), s.known.ForceNew[name] && !s.block.Attributes[name].Computed:
			fixed = append(fixed, text)
		case !s.block.Attributes[name].Computed:
			all = append(all, text)
		}
	}
	if len(fixed) == 0 {
		return all
	}
	return fixed
}

// ownName is the last part of the id that the configuration gives, else a common naming attribute, else made up.
func (s Subject) ownName() string {
	tokens := tokensOf(s.known.ID)
	if len(tokens) > 0 {
		if name := s.text(tokens[len(tokens)-1]); name != "" {
			return last(name)
		}
	}
	for _, attribute := range []string{"name", "account_id", "project_id", "secret_id", "service", "web_app_id", "display_name"} {
		if name := s.text(attribute); name != "" {
			return last(name)
		}
	}
	return fmt.Sprintf("%s-%s", s.word(), s.hash("name", 8))
}

// word is the last word of the type, such as "dashboard".
func (s Subject) word() string { return s.Type[strings.LastIndex(s.Type, "_")+1:] }

// text is a string attribute; empty when there is none, or it is null or not known.
func (s Subject) text(name string) string {
	if s.value.IsNull() || !s.value.Type().HasAttribute(name) {
		return ""
	}
	field := s.value.GetAttr(name)
	if field.IsNull() || !field.IsKnown() || field.Type() != cty.String {
		return ""
	}
	return field.AsString()
}

// hash is that many hexadecimal digits, the same for the same resource and purpose.
func (s Subject) hash(purpose string, digits int) string {
	return fmt.Sprintf("%x", sha256.Sum256([]byte(s.identity+"\x00"+purpose)))[:digits]
}

// number is below the limit, the same for the same resource and purpose.
func (s Subject) number(purpose string, limit uint64) uint64 {
	return numberFrom(s.identity+"\x00"+purpose, limit)
}

func numberFrom(text string, limit uint64) uint64 {
	sum := sha256.Sum256([]byte(text))
	return binary.BigEndian.Uint64(sum[:8]) % limit
}

func first(candidates ...string) string {
	for _, candidate := range candidates {
		if candidate != "" {
			return candidate
		}
	}
	return ""
}

// last is the part of a path after its last slash.
func last(path string) string { return path[strings.LastIndex(path, "/")+1:] }
