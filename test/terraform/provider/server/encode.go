package server

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-go/tfprotov5"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"github.com/zclconf/go-cty/cty"
	ctyjson "github.com/zclconf/go-cty/cty/json"
	"github.com/zclconf/go-cty/cty/msgpack"
)

// read turns a value of the protocol into one of the given type.
func read(value *tfprotov5.DynamicValue, kind cty.Type) (cty.Value, error) {
	switch {
	case value == nil:
		return cty.NullVal(kind), nil
	case len(value.MsgPack) > 0:
		return msgpack.Unmarshal(value.MsgPack, kind)
	case len(value.JSON) > 0:
		return ctyjson.Unmarshal(value.JSON, kind)
	default:
		return cty.NullVal(kind), nil
	}
}

// write turns a value of the given type into one of the protocol.
func write(value cty.Value, kind cty.Type) (*tfprotov5.DynamicValue, error) {
	packed, err := msgpack.Marshal(value, kind)
	if err != nil {
		return nil, err
	}
	return &tfprotov5.DynamicValue{MsgPack: packed}, nil
}

// steps turns paths into those of the protocol.
func steps(paths []cty.Path) []*tftypes.AttributePath {
	var converted []*tftypes.AttributePath
	for _, path := range paths {
		target := tftypes.NewAttributePath()
		for _, step := range path {
			switch step := step.(type) {
			case cty.GetAttrStep:
				target = target.WithAttributeName(step.Name)
			case cty.IndexStep:
				position, _ := step.Key.AsBigFloat().Int64()
				target = target.WithElementKeyInt(int(position))
			}
		}
		converted = append(converted, target)
	}
	return converted
}

// failed is one error as Terraform shows it.
func failed(summary string, detail error) []*tfprotov5.Diagnostic {
	return []*tfprotov5.Diagnostic{{
		Severity: tfprotov5.DiagnosticSeverityError, Summary: summary, Detail: fmt.Sprint(detail),
	}}
}
