// Package schema holds the arguments of every google resource and data source, read from the embedded provider schema.
package schema

import "encoding/json"

// Block is one level of a resource, data source or provider: its arguments and the blocks nested in it.
type Block struct {
	Attributes map[string]*Attribute `json:"attributes"`
	BlockTypes map[string]*Nested    `json:"block_types"`
}

// Attribute is one argument. Type is Terraform's own JSON form, such as "string" or ["list", "string"].
type Attribute struct {
	Type       json.RawMessage `json:"type"`
	Required   bool            `json:"required"`
	Optional   bool            `json:"optional"`
	Computed   bool            `json:"computed"`
	Sensitive  bool            `json:"sensitive"`
	Deprecated bool            `json:"deprecated"`
	WriteOnly  bool            `json:"write_only"`
}

// Nested is a block inside a block. NestingMode is "list", "set" or "single"; MaxItems 0 means no limit.
type Nested struct {
	NestingMode string `json:"nesting_mode"`
	MinItems    int64  `json:"min_items"`
	MaxItems    int64  `json:"max_items"`
	Block       *Block `json:"block"`
}

// document is the embedded file: each type is kept as JSON until someone asks for it.
type document struct {
	Provider    string                     `json:"provider"`
	Version     string                     `json:"version"`
	Config      json.RawMessage            `json:"provider_block"`
	Resources   map[string]json.RawMessage `json:"resources"`
	DataSources map[string]json.RawMessage `json:"data_sources"`
}
