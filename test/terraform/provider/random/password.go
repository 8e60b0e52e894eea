// Package random stands in for hashicorp/random: its ephemeral random_password, which is all that the modules here use.
package random

import (
	"context"
	"crypto/rand"
	"math/big"

	"github.com/hashicorp/terraform-plugin-go/tfprotov5"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

const (
	letters  = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
	specials = "!@#$%&*()-_=+[]{}<>:?"
)

// Arguments of random_password in hashicorp/random 3.7, by their types.
// https://registry.terraform.io/providers/hashicorp/random/3.7.2/docs/ephemeral-resources/password
var password = tftypes.Object{AttributeTypes: map[string]tftypes.Type{
	"length": tftypes.Number, "special": tftypes.Bool, "upper": tftypes.Bool, "lower": tftypes.Bool, "numeric": tftypes.Bool,
	"min_special": tftypes.Number, "min_upper": tftypes.Number, "min_lower": tftypes.Number, "min_numeric": tftypes.Number,
	"override_special": tftypes.String, "result": tftypes.String, "bcrypt_hash": tftypes.String,
}}

func passwordSchema() *tfprotov5.Schema {
	block := &tfprotov5.SchemaBlock{}
	for name, kind := range password.AttributeTypes {
		attribute := &tfprotov5.SchemaAttribute{Name: name, Type: kind}
		switch name {
		case "length":
			attribute.Required = true
		case "result", "bcrypt_hash":
			attribute.Computed, attribute.Sensitive = true, true
		default:
			attribute.Optional, attribute.Computed = true, name != "override_special"
		}
		block.Attributes = append(block.Attributes, attribute)
	}
	return &tfprotov5.Schema{Block: block}
}

// open makes a password. It is another each time, as an ephemeral one is.
func open(config *tfprotov5.DynamicValue) (*tfprotov5.DynamicValue, error) {
	given, err := config.Unmarshal(password)
	if err != nil {
		return nil, err
	}
	values := map[string]tftypes.Value{}
	if err := given.As(&values); err != nil {
		return nil, err
	}
	result, err := generated(values)
	if err != nil {
		return nil, err
	}
	values["result"] = tftypes.NewValue(tftypes.String, result)
	values["bcrypt_hash"] = tftypes.NewValue(tftypes.String, "$2a$10$"+result)
	for name, kind := range password.AttributeTypes {
		switch {
		case !values[name].IsNull():
		case kind.Is(tftypes.Bool):
			values[name] = tftypes.NewValue(kind, true)
		case kind.Is(tftypes.Number):
			values[name] = tftypes.NewValue(kind, 0)
		}
	}
	made, err := tfprotov5.NewDynamicValue(password, tftypes.NewValue(password, values))
	return &made, err
}

func generated(values map[string]tftypes.Value) (string, error) {
	var length big.Float
	if err := values["length"].As(&length); err != nil {
		return "", err
	}
	signs := letters
	special := true
	if value := values["special"]; !value.IsNull() {
		if err := value.As(&special); err != nil {
			return "", err
		}
	}
	if special {
		signs += specials
	}
	count, _ := length.Int64()
	result := make([]byte, count)
	for index := range result {
		at, err := rand.Int(rand.Reader, big.NewInt(int64(len(signs))))
		if err != nil {
			return "", err
		}
		result[index] = signs[at.Int64()]
	}
	return string(result), nil
}

// OpenEphemeralResource is asked during plans too.
func (Provider) OpenEphemeralResource(_ context.Context, request *tfprotov5.OpenEphemeralResourceRequest) (*tfprotov5.OpenEphemeralResourceResponse, error) {
	result, err := open(request.Config)
	if err != nil {
		return nil, err
	}
	return &tfprotov5.OpenEphemeralResourceResponse{Result: result}, nil
}
