package main

import (
	"go/ast"
	"strings"

	"slipway/terraform/provider/facts"
)

// registration is the name and the facts of one registered resource; nil for a data source.
func registration(registered *variable, loaded *pack) (string, *facts.Resource) {
	fields, _ := scope{file: registered.file}.evaluate(registered.value).(map[string]any)
	kind, _ := fields["Type"].(called)
	if strings.Contains(kind.name, "DataSource") {
		return "", nil
	}
	name, _ := fields["Name"].(string)
	resource, _ := fields["Schema"].(map[string]any)
	schema, ok := resource["Schema"].(map[string]any)
	if !ok {
		return name, nil
	}
	known := &facts.Resource{
		ID: identity(resource["Create"], loaded), ForceNew: facts.Paths{}, Filled: facts.Paths{},
		Defaults: map[string]any{}, Values: map[string][]string{},
	}
	collect(known, "", schema)
	planned(known, resource["CustomizeDiff"])
	return name, known
}

// identity is the template that the create function makes the id from; empty when it makes it otherwise.
func identity(create any, loaded *pack) string {
	reference, _ := create.(called)
	found := loaded.functions[reference.name]
	if found == nil || found.declaration.Body == nil {
		return ""
	}
	template := ""
	ast.Inspect(found.declaration.Body, func(node ast.Node) bool {
		assigned, ok := node.(*ast.AssignStmt)
		if !ok || len(assigned.Rhs) != 1 {
			return true
		}
		target, _ := assigned.Lhs[0].(*ast.Ident)
		call, _ := assigned.Rhs[0].(*ast.CallExpr)
		if target == nil || target.Name != "id" || call == nil || len(call.Args) != 3 {
			return true
		}
		if text, ok := (scope{file: found.file}).evaluate(call.Args[2]).(string); ok && strings.Contains(text, "{{") {
			template = strings.ReplaceAll(text, "{{%", "{{")
		}
		return true
	})
	return template
}

// planned reads the values that are set while planning, such as the deletion policy.
func planned(known *facts.Resource, value any) {
	call, ok := value.(called)
	if !ok {
		return
	}
	if call.name == "DefaultProviderDeletionPolicy" && len(call.arguments) == 1 {
		if policy, _ := call.arguments[0].(string); policy != "" {
			known.Defaults["deletion_policy"] = policy
		}
	}
	for _, argument := range call.arguments {
		planned(known, argument)
	}
}
