package schema

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"sync"
)

//go:embed google-7.45.0.json.gz
var google []byte

//go:embed google-beta.json
var googleBeta []byte

// Catalog answers for the types of one provider. Each type is decoded once, when it is first asked for.
type Catalog struct {
	raw   document
	mutex sync.Mutex
	types map[string]*Type
}

// Google is the catalog of hashicorp/google.
func Google() (*Catalog, error) {
	packed, err := gzip.NewReader(bytes.NewReader(google))
	if err != nil {
		return nil, fmt.Errorf("the embedded schema is not gzip: %w", err)
	}
	var raw document
	if err := json.NewDecoder(packed).Decode(&raw); err != nil {
		return nil, fmt.Errorf("the embedded schema is not JSON: %w", err)
	}
	return &Catalog{raw: raw, types: map[string]*Type{}}, nil
}

// GoogleBeta is the catalog of hashicorp/google-beta: everything in google, and the types that exist only there.
func GoogleBeta() (*Catalog, error) {
	catalog, err := Google()
	if err != nil {
		return nil, err
	}
	var beta document
	if err := json.Unmarshal(googleBeta, &beta); err != nil {
		return nil, fmt.Errorf("google-beta.json is not JSON: %w", err)
	}
	maps.Copy(catalog.raw.Resources, beta.Resources)
	maps.Copy(catalog.raw.DataSources, beta.DataSources)
	return catalog, nil
}

// ResourceNames are the names of all resource types, sorted.
func (c *Catalog) ResourceNames() []string { return slices.Sorted(maps.Keys(c.raw.Resources)) }

// DataSourceNames are the names of all data sources, sorted.
func (c *Catalog) DataSourceNames() []string { return slices.Sorted(maps.Keys(c.raw.DataSources)) }

// Version is the provider version that the schema was taken from.
func (c *Catalog) Version() string { return c.raw.Version }

// Resource is the resource type of that name; false when there is none.
func (c *Catalog) Resource(name string) (*Type, bool) {
	return c.find("resource "+name, c.raw.Resources[name])
}

// DataSource is the data source of that name; false when there is none.
func (c *Catalog) DataSource(name string) (*Type, bool) {
	return c.find("data "+name, c.raw.DataSources[name])
}

// Provider is the provider block itself.
func (c *Catalog) Provider() *Type {
	found, _ := c.find("provider", c.raw.Config)
	return found
}

func (c *Catalog) find(key string, raw json.RawMessage) (*Type, bool) {
	if raw == nil {
		return nil, false
	}
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if known, ok := c.types[key]; ok {
		return known, true
	}
	decoded, err := decode(raw)
	if err != nil {
		panic(fmt.Sprintf("the embedded schema of %s cannot be used: %v", key, err))
	}
	c.types[key] = decoded
	return decoded, true
}
