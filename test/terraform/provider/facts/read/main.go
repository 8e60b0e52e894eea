// Command read takes from the published source of the google provider what its schema dump does not say: defaults, what
// forces a new resource, which blocks the service fills in, allowed values, and the form of ids. Usage, with the folder
// that holds google/services:
//
//	go run ./facts/read SOURCE/google > facts.json && gzip -9n < facts.json > facts/google.json.gz
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"slipway/terraform/provider/facts"
	"slipway/terraform/provider/schema"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: read FOLDER")
		os.Exit(2)
	}
	found, err := readAll(os.Args[1])
	if err == nil {
		encoder := json.NewEncoder(os.Stdout)
		encoder.SetEscapeHTML(false)
		err = encoder.Encode(found)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// readAll reads every service of the provider, one package after the other, and keeps the resources that our schema has.
func readAll(root string) (map[string]*facts.Resource, error) {
	catalog, err := schema.Google()
	if err != nil {
		return nil, err
	}
	folders, err := filepath.Glob(filepath.Join(root, "services", "*"))
	if err != nil {
		return nil, err
	}
	source := newSource(root)
	found := map[string]*facts.Resource{}
	for _, folder := range folders {
		loaded, err := source.load(filepath.Join("services", filepath.Base(folder)))
		if err != nil {
			return nil, err
		}
		for _, registered := range loaded.registered {
			name, resource := registration(registered, loaded)
			if _, ours := catalog.Resource(name); ours && resource != nil {
				found[name] = resource
			}
		}
	}
	return found, nil
}
