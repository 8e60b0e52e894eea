package facts

import (
	"encoding/json"
	"maps"
	"slices"
)

// Paths is a set of paths; in JSON it is a sorted list.
type Paths map[string]bool

// MarshalJSON writes the list.
func (p Paths) MarshalJSON() ([]byte, error) { return json.Marshal(slices.Sorted(maps.Keys(p))) }

// UnmarshalJSON reads the list, in place of what was there.
func (p *Paths) UnmarshalJSON(raw []byte) error {
	var list []string
	if err := json.Unmarshal(raw, &list); err != nil {
		return err
	}
	*p = Paths{}
	for _, path := range list {
		(*p)[path] = true
	}
	return nil
}
