package cloud

import (
	"slipway/terraform/provider/schema"

	"github.com/zclconf/go-cty/cty"
)

// Made is the value with everything unknown filled in as the service would.
func (s Subject) Made() cty.Value { return s.object(s.block, "", s.value) }

func (s Subject) object(block *schema.Block, path string, value cty.Value) cty.Value {
	if value.IsNull() {
		return value
	}
	fields := value.AsValueMap()
	for name := range block.Attributes {
		fields[name] = s.settled(path+"."+name, name, fields[name])
		if fields[name].IsNull() && path != "" && !block.Attributes[name].WriteOnly {
			fields[name] = s.known.Default((path + "." + name)[1:], fields[name].Type())
		}
	}
	for name, nested := range block.BlockTypes {
		fields[name] = s.blocks(path+"."+name, nested, fields[name])
	}
	return cty.ObjectVal(fields)
}

// blocks fills in nested blocks. Where the service decides how many there are, it makes one if there can be only one.
func (s Subject) blocks(path string, nested *schema.Nested, value cty.Value) cty.Value {
	switch {
	case !value.IsKnown() && nested.MaxItems == 1:
		value = cty.ListVal([]cty.Value{Blank(nested.Block, cty.UnknownVal)})
	case !value.IsKnown():
		return empty(value.Type())
	case value.IsNull():
		return value
	}
	if nested.NestingMode == "single" {
		return s.object(nested.Block, path, value)
	}
	elements := value.AsValueSlice()
	if len(elements) == 0 {
		return value
	}
	for index, element := range elements {
		elements[index] = s.object(nested.Block, path, element)
	}
	if nested.NestingMode == "set" {
		return cty.SetVal(elements)
	}
	return cty.ListVal(elements)
}

// settled fills in one attribute, also where only a part of it is unknown.
func (s Subject) settled(path, name string, value cty.Value) cty.Value {
	kind := value.Type()
	switch {
	case !value.IsKnown():
		return s.given(path, name, kind)
	case value.IsNull() || value.IsWhollyKnown():
		return value
	case kind.IsObjectType():
		fields := value.AsValueMap()
		for field, inner := range fields {
			fields[field] = s.settled(path+"."+field, field, inner)
		}
		return cty.ObjectVal(fields)
	case kind.IsMapType():
		entries := value.AsValueMap()
		for key, inner := range entries {
			entries[key] = s.settled(path+"."+key, key, inner)
		}
		return cty.MapVal(entries)
	}
	elements := value.AsValueSlice()
	for index, element := range elements {
		elements[index] = s.settled(path, name, element)
	}
	if kind.IsSetType() {
		return cty.SetVal(elements)
	}
	return cty.ListVal(elements)
}

// Blank is a block with nothing set; what is computed is what the given function makes of its type.
func Blank(block *schema.Block, computed func(cty.Type) cty.Value) cty.Value {
	kind, err := block.Type()
	if err != nil {
		panic(err)
	}
	fields := map[string]cty.Value{}
	for name, field := range kind.AttributeTypes() {
		fields[name] = cty.NullVal(field)
		if attribute, found := block.Attributes[name]; found && attribute.Computed {
			fields[name] = computed(field)
		}
		if nested, found := block.BlockTypes[name]; found && nested.NestingMode != "single" {
			fields[name] = empty(field)
		}
	}
	return cty.ObjectVal(fields)
}

func empty(kind cty.Type) cty.Value {
	switch {
	case kind.IsSetType():
		return cty.SetValEmpty(kind.ElementType())
	case kind.IsMapType():
		return cty.MapValEmpty(kind.ElementType())
	}
	return cty.ListValEmpty(kind.ElementType())
}
