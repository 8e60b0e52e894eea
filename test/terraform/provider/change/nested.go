package change

import (
	"slipway/terraform/provider/schema"

	"github.com/zclconf/go-cty/cty"
)

// nested plans all blocks of one name. Those that the service fills in keep what they had when the configuration has none.
func (l level) nested(name string, nested *schema.Nested, before, value cty.Value, isNew bool) cty.Value {
	if value.IsNull() || !value.IsKnown() {
		return value
	}
	below := l.below(name)
	if nested.NestingMode == "single" {
		return below.planned(before, value)
	}
	elements := value.AsValueSlice()
	if len(elements) == 0 {
		switch {
		case !l.known.Filled[below.path]:
			return value
		case isNew:
			return cty.UnknownVal(value.Type())
		case !before.IsNull():
			return before
		}
		return value
	}
	var olds []cty.Value
	if !before.IsNull() && before.IsKnown() {
		olds = before.AsValueSlice()
	}
	none := cty.NullVal(value.Type().ElementType())
	for index, element := range elements {
		switch {
		case nested.NestingMode == "set":
			elements[index] = below.inSet(olds, none, element)
		case index < len(olds):
			elements[index] = below.planned(olds[index], element)
		default:
			elements[index] = below.planned(none, element)
		}
	}
	if nested.NestingMode == "set" {
		return cty.SetVal(elements)
	}
	return cty.ListVal(elements)
}

// inSet plans one element of a set: the one it was before, when nothing configured differs, else a new one.
func (l level) inSet(olds []cty.Value, none, element cty.Value) cty.Value {
	for _, old := range olds {
		if l.planned(old, l.adopted(old, element)).RawEquals(old) {
			return old
		}
	}
	return l.planned(none, element)
}

// adopted is the object with the computed values of another one where it has none of its own.
func (l level) adopted(old, value cty.Value) cty.Value {
	if value.IsNull() || !value.IsKnown() || old.IsNull() {
		return value
	}
	fields := value.AsValueMap()
	for name, attribute := range l.block.Attributes {
		if attribute.Computed && fields[name].IsNull() {
			fields[name] = old.GetAttr(name)
		}
	}
	for name, nested := range l.block.BlockTypes {
		inner, before := fields[name], old.GetAttr(name)
		if nested.NestingMode != "list" || inner.IsNull() || !inner.IsKnown() || before.IsNull() || inner.LengthInt() != before.LengthInt() {
			continue
		}
		elements, olds := inner.AsValueSlice(), before.AsValueSlice()
		for index := range elements {
			elements[index] = l.below(name).adopted(olds[index], elements[index])
		}
		if len(elements) > 0 {
			fields[name] = cty.ListVal(elements)
		}
	}
	return cty.ObjectVal(fields)
}
