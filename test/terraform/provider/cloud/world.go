package cloud

import (
	"encoding/json"
	"fmt"
	"os"
)

// World is what the pretended cloud holds that Terraform did not make so: by "type/name" or "type/id" the attributes
// that differ, or null for what is gone. Data sources are named "data.type/name".
type World map[string]json.RawMessage

// ReadWorld reads the file; an empty path is a world without surprises.
func ReadWorld(path string) (World, error) {
	if path == "" {
		return nil, nil
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var world World
	if err := json.Unmarshal(raw, &world); err != nil {
		return nil, fmt.Errorf("%s is not a JSON object: %w", path, err)
	}
	return world, nil
}

// Of are the changes to one resource: gone when it does not exist any more, nil when there is nothing to tell. The prefix
// is "data." for a data source.
func (w World) Of(prefix string, subject Subject) (changes map[string]any, gone bool, err error) {
	kind := prefix + subject.Type
	raw, found := w[kind+"/"+subject.Name]
	if id := subject.text("id"); !found && id != "" {
		raw, found = w[kind+"/"+id]
	}
	if !found {
		return nil, false, nil
	}
	if err := json.Unmarshal(raw, &changes); err != nil {
		return nil, false, fmt.Errorf("the world's %s/%s is not an object: %w", kind, subject.Name, err)
	}
	return changes, changes == nil, nil
}
