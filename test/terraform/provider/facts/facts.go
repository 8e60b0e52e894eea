// Package facts holds what the provider's schema dump does not say about each resource.
package facts

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"encoding/json"
	"fmt"
	"sync"
)

//go:embed google.json.gz
var google []byte

//go:embed by-hand.json
var byHand []byte

// Resource is what is known of one type. Paths are attribute names joined by dots, without positions.
type Resource struct {
	// ID is the form of its id, such as projects/{{project}}/topics/{{name}}.
	ID string `json:"id,omitempty"`
	// ForceNew are the paths whose change makes a new resource.
	ForceNew Paths `json:"force_new,omitempty"`
	// Defaults are the values that the provider itself gives what the configuration leaves out; null for none.
	Defaults map[string]any `json:"defaults,omitempty"`
	// Filled are the nested blocks that the service fills in when the configuration has none.
	Filled Paths `json:"filled,omitempty"`
	// Values are the only ones that a text may have.
	Values map[string][]string `json:"values,omitempty"`
	// Groups are the arguments that exclude or need one another.
	Groups []Group `json:"groups,omitempty"`
}

// Group is a rule about several arguments, declared at one of them. Members are paths with positions, such as
// "settings.0.tier".
type Group struct {
	// Rule is "conflicts", "exactly_one", "at_least_one" or "together".
	Rule    string   `json:"rule"`
	At      string   `json:"at"`
	Members []string `json:"members"`
}

var load = sync.OnceValue(func() map[string]*Resource {
	packed, err := gzip.NewReader(bytes.NewReader(google))
	if err != nil {
		panic(fmt.Sprintf("the embedded facts are not gzip: %v", err))
	}
	known := map[string]*Resource{}
	if err := json.NewDecoder(packed).Decode(&known); err != nil {
		panic(fmt.Sprintf("the embedded facts are not JSON: %v", err))
	}
	if err := correct(known); err != nil {
		panic(fmt.Sprintf("by-hand.json cannot be used: %v", err))
	}
	return known
})

// correct puts what by-hand.json says over what was read, field by field.
func correct(known map[string]*Resource) error {
	var corrections map[string]json.RawMessage
	if err := json.Unmarshal(byHand, &corrections); err != nil {
		return err
	}
	for name, correction := range corrections {
		if known[name] == nil {
			known[name] = &Resource{}
		}
		if err := json.Unmarshal(correction, known[name]); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

// Of is what is known of a type; nothing when it is not known.
func Of(name string) *Resource {
	if known, ok := load()[name]; ok {
		return known
	}
	return &Resource{}
}
