package random

import (
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov5"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

func opened(t *testing.T, length int, special any) map[string]tftypes.Value {
	t.Helper()
	config := map[string]tftypes.Value{}
	for name, kind := range password.AttributeTypes {
		config[name] = tftypes.NewValue(kind, nil)
	}
	config["length"] = tftypes.NewValue(tftypes.Number, length)
	config["special"] = tftypes.NewValue(tftypes.Bool, special)
	given, err := tfprotov5.NewDynamicValue(password, tftypes.NewValue(password, config))
	if err != nil {
		t.Fatal(err)
	}
	made, err := open(&given)
	if err != nil {
		t.Fatal(err)
	}
	value, err := made.Unmarshal(password)
	if err != nil {
		t.Fatal(err)
	}
	values := map[string]tftypes.Value{}
	if err := value.As(&values); err != nil {
		t.Fatal(err)
	}
	return values
}

func text(t *testing.T, value tftypes.Value) string {
	t.Helper()
	var result string
	if err := value.As(&result); err != nil {
		t.Fatal(err)
	}
	return result
}

func TestPasswordsHaveTheirLengthAndAreNeverTheSame(t *testing.T) {
	one, other := text(t, opened(t, 40, nil)["result"]), text(t, opened(t, 40, nil)["result"])
	if len(one) != 40 || len(other) != 40 || one == other {
		t.Errorf("got %q and %q", one, other)
	}
}

func TestPasswordsHaveNoSpecialSignsWhereNoneAreWanted(t *testing.T) {
	if result := text(t, opened(t, 400, false)["result"]); strings.ContainsAny(result, specials) {
		t.Errorf("got %q", result)
	}
}

func TestEveryArgumentIsAnswered(t *testing.T) {
	for name, value := range opened(t, 16, nil) {
		if name != "override_special" && (value.IsNull() || !value.IsKnown()) {
			t.Errorf("%s has no value", name)
		}
	}
}
