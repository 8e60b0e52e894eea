package cloud

import (
	"encoding/json"
	"fmt"

	"slipway/terraform/provider/schema"

	"github.com/zclconf/go-cty/cty"
	ctyjson "github.com/zclconf/go-cty/cty/json"
)

// Drifted is the value with changes from the world. An attribute is replaced; a list of blocks takes the length of the
// given one, and each of its blocks keeps what the change does not name.
func Drifted(block *schema.Block, value cty.Value, changes map[string]any) (cty.Value, error) {
	fields := value.AsValueMap()
	for name, change := range changes {
		var err error
		if _, found := block.Attributes[name]; found {
			fields[name], err = decoded(change, fields[name].Type())
		} else if nested, found := block.BlockTypes[name]; found {
			fields[name], err = driftedBlocks(nested, fields[name], change)
		} else {
			err = fmt.Errorf("there is no such argument")
		}
		if err != nil {
			return cty.NilVal, fmt.Errorf("%s: %w", name, err)
		}
	}
	return cty.ObjectVal(fields), nil
}

func decoded(change any, kind cty.Type) (cty.Value, error) {
	raw, err := json.Marshal(change)
	if err != nil {
		return cty.NilVal, err
	}
	return ctyjson.Unmarshal(raw, kind)
}

func driftedBlocks(nested *schema.Nested, value cty.Value, change any) (cty.Value, error) {
	list, isList := change.([]any)
	if !isList {
		list = []any{change}
	}
	var olds, elements []cty.Value
	if !value.IsNull() && value.Type().IsListType() {
		olds = value.AsValueSlice()
	}
	for index, entry := range list {
		fields, isObject := entry.(map[string]any)
		if !isObject {
			return cty.NilVal, fmt.Errorf("a block is written as an object")
		}
		base := Blank(nested.Block, cty.NullVal)
		if index < len(olds) {
			base = olds[index]
		}
		element, err := Drifted(nested.Block, base, fields)
		if err != nil {
			return cty.NilVal, err
		}
		elements = append(elements, element)
	}
	switch {
	case nested.NestingMode == "single" && len(elements) == 1:
		return elements[0], nil
	case len(elements) == 0:
		return empty(value.Type()), nil
	case nested.NestingMode == "set":
		return cty.SetVal(elements), nil
	}
	return cty.ListVal(elements), nil
}
