package schema

import (
	"fmt"
	"maps"
	"slices"
	"sync"

	"github.com/hashicorp/terraform-plugin-go/tfprotov5"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// Protocol is the type as Terraform's plugin protocol, version 5, describes it.
func (t *Type) Protocol() *tfprotov5.Schema {
	return &tfprotov5.Schema{Block: t.Block.protocol()}
}

func (b *Block) protocol() *tfprotov5.SchemaBlock {
	block := &tfprotov5.SchemaBlock{}
	for _, name := range slices.Sorted(maps.Keys(b.Attributes)) {
		block.Attributes = append(block.Attributes, b.Attributes[name].protocol(name))
	}
	for _, name := range slices.Sorted(maps.Keys(b.BlockTypes)) {
		block.BlockTypes = append(block.BlockTypes, b.BlockTypes[name].protocol(name))
	}
	return block
}

func (a *Attribute) protocol(name string) *tfprotov5.SchemaAttribute {
	return &tfprotov5.SchemaAttribute{
		Name: name, Type: a.protocolType(),
		Required: a.Required, Optional: a.Optional, Computed: a.Computed,
		Sensitive: a.Sensitive, Deprecated: a.Deprecated, WriteOnly: a.WriteOnly,
	}
}

// parsed holds the types that were read already: tens of thousands of attributes share a few hundred.
var parsed sync.Map

func (a *Attribute) protocolType() tftypes.Type {
	if known, found := parsed.Load(string(a.Type)); found {
		return known.(tftypes.Type)
	}
	// The JSON form is the one form that both type systems share.
	kind, err := tftypes.ParseJSONType(a.Type) //nolint:staticcheck
	if err != nil {
		panic(fmt.Sprintf("the embedded schema holds a type that cannot be read: %v", err))
	}
	parsed.Store(string(a.Type), kind)
	return kind
}

func (n *Nested) protocol(name string) *tfprotov5.SchemaNestedBlock {
	modes := map[string]tfprotov5.SchemaNestedBlockNestingMode{
		"single": tfprotov5.SchemaNestedBlockNestingModeSingle,
		"list":   tfprotov5.SchemaNestedBlockNestingModeList,
		"set":    tfprotov5.SchemaNestedBlockNestingModeSet,
	}
	return &tfprotov5.SchemaNestedBlock{
		TypeName: name, Block: n.Block.protocol(), Nesting: modes[n.NestingMode],
		MinItems: n.MinItems, MaxItems: n.MaxItems,
	}
}
