package cloud

import (
	"encoding/json"

	"github.com/zclconf/go-cty/cty"
)

// policy is the document that the data source google_iam_policy makes of its binding blocks.
func (s Subject) policy() string {
	type binding struct {
		Members   []string          `json:"members"`
		Role      string            `json:"role"`
		Condition map[string]string `json:"condition,omitempty"`
	}
	document := struct {
		Bindings []binding `json:"bindings"`
	}{Bindings: []binding{}}
	for _, block := range s.value.GetAttr("binding").AsValueSlice() {
		one := binding{Role: block.GetAttr("role").AsString(), Members: []string{}}
		for _, member := range block.GetAttr("members").AsValueSlice() {
			one.Members = append(one.Members, member.AsString())
		}
		for _, condition := range block.GetAttr("condition").AsValueSlice() {
			one.Condition = map[string]string{}
			for name, value := range condition.AsValueMap() {
				if value.Type() == cty.String && !value.IsNull() {
					one.Condition[name] = value.AsString()
				}
			}
		}
		document.Bindings = append(document.Bindings, one)
	}
	raw, err := json.Marshal(document)
	if err != nil {
		panic(err)
	}
	return string(raw)
}
