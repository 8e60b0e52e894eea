package change

import (
	"maps"

	"github.com/zclconf/go-cty/cty"
)

// attribution is the label that the provider puts on what it creates.
const attribution = "goog-terraform-provisioned"

// labelled fills terraform_labels and effective_labels, and effective_annotations, from what the configuration says.
func (r Request) labelled(proposed cty.Value) cty.Value {
	fields := proposed.AsValueMap()
	if r.has("terraform_labels") && r.has("labels") {
		labels := united(r.DefaultLabels, r.attributed(), fields["labels"])
		fields["terraform_labels"] = labels
		if r.has("effective_labels") {
			fields["effective_labels"] = labels
		}
	}
	if r.has("effective_annotations") && r.has("annotations") {
		fields["effective_annotations"] = united(nil, nil, fields["annotations"])
	}
	return cty.ObjectVal(fields)
}

func (r Request) has(attribute string) bool {
	_, found := r.Schema.Block.Attributes[attribute]
	return found
}

// attributed is the attribution label: on what is new, and kept where it is.
func (r Request) attributed() map[string]cty.Value {
	label := map[string]cty.Value{attribution: cty.StringVal("true")}
	if r.Prior.IsNull() {
		if r.Unmarked {
			return nil
		}
		return label
	}
	before := r.Prior.GetAttr("terraform_labels")
	if before.IsNull() || !before.IsKnown() {
		return nil
	}
	if _, found := before.AsValueMap()[attribution]; !found {
		return nil
	}
	return label
}

func united(defaults, created map[string]cty.Value, own cty.Value) cty.Value {
	if !own.IsKnown() {
		return cty.UnknownVal(cty.Map(cty.String))
	}
	labels := map[string]cty.Value{}
	maps.Copy(labels, defaults)
	maps.Copy(labels, created)
	if !own.IsNull() {
		maps.Copy(labels, own.AsValueMap())
	}
	if len(labels) == 0 {
		return cty.MapValEmpty(cty.String)
	}
	return cty.MapVal(labels)
}
