package facts

import (
	"fmt"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
)

// Default is what the provider gives an argument of that type that the configuration leaves out; null for nothing.
func (r *Resource) Default(path string, kind cty.Type) cty.Value {
	value := cty.NullVal(kind)
	switch standard := r.Defaults[path].(type) {
	case string:
		value = cty.StringVal(standard)
	case float64:
		value = cty.NumberFloatVal(standard)
	case bool:
		value = cty.BoolVal(standard)
	}
	converted, err := convert.Convert(value, kind)
	if err != nil {
		panic(fmt.Sprintf("the facts give %s a default of the wrong type: %v", path, err))
	}
	return converted
}
