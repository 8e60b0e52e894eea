package schema

import (
	"encoding/json"
	"fmt"
	"sync"

	"github.com/zclconf/go-cty/cty"
	ctyjson "github.com/zclconf/go-cty/cty/json"
)

// Type is one resource, data source or provider block.
type Type struct {
	Block *Block
	value func() (cty.Type, error)
}

func decode(raw json.RawMessage) (*Type, error) {
	var block Block
	if err := json.Unmarshal(raw, &block); err != nil {
		return nil, err
	}
	return &Type{Block: &block, value: sync.OnceValues(block.Type)}, nil
}

// Value is the object type of one instance: attributes and nested blocks side by side. It is built when it is first
// asked for, as most types of a catalog are only ever listed.
func (t *Type) Value() cty.Type {
	built, err := t.value()
	if err != nil {
		panic(fmt.Sprintf("the embedded schema holds a type that cannot be read: %v", err))
	}
	return built
}

// Type is the object type of one instance of this block.
func (b *Block) Type() (cty.Type, error) {
	fields := make(map[string]cty.Type, len(b.Attributes)+len(b.BlockTypes))
	for name, attribute := range b.Attributes {
		field, err := ctyjson.UnmarshalType(attribute.Type)
		if err != nil {
			return cty.NilType, fmt.Errorf("%s: %w", name, err)
		}
		fields[name] = field
	}
	for name, nested := range b.BlockTypes {
		inner, err := nested.Block.Type()
		if err != nil {
			return cty.NilType, fmt.Errorf("%s: %w", name, err)
		}
		switch nested.NestingMode {
		case "single":
			fields[name] = inner
		case "list":
			fields[name] = cty.List(inner)
		case "set":
			fields[name] = cty.Set(inner)
		default:
			return cty.NilType, fmt.Errorf("%s: nesting mode %q is not known", name, nested.NestingMode)
		}
	}
	return cty.Object(fields), nil
}
