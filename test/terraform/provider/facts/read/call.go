package main

import (
	"go/ast"
	"maps"
)

// call reads what a function of the source returns, and keeps any other call by its name.
func (s scope) call(expression *ast.CallExpr) any {
	var arguments []any
	for _, argument := range expression.Args {
		arguments = append(arguments, s.evaluate(argument))
	}
	name, found := s.callee(expression.Fun)
	switch {
	case name == "MergeSchemas":
		return merged(arguments)
	case name == "append" && len(arguments) > 0:
		list, _ := arguments[0].([]any)
		if rest, ok := arguments[len(arguments)-1].([]any); ok && expression.Ellipsis.IsValid() {
			return append(append([]any{}, list...), rest...)
		}
		return append(append([]any{}, list...), arguments[1:]...)
	case found == nil || !describes(found.declaration):
		return called{name, arguments}
	}
	return s.returned(found, arguments)
}

func (s scope) callee(expression ast.Expr) (string, *function) {
	switch expression := expression.(type) {
	case *ast.Ident:
		return expression.Name, s.pack.functions[expression.Name]
	case *ast.SelectorExpr:
		owner, _ := expression.X.(*ast.Ident)
		if owner != nil {
			if imported := s.imported(owner.Name); imported != nil {
				return expression.Sel.Name, imported.functions[expression.Sel.Name]
			}
		}
		return expression.Sel.Name, nil
	}
	return "", nil
}

// describes says whether a function returns a part of a schema or a list of names, rather than behaviour.
func describes(declaration *ast.FuncDecl) bool {
	results := declaration.Type.Results
	if results == nil || len(results.List) != 1 || declaration.Body == nil {
		return false
	}
	switch result := results.List[0].Type.(type) {
	case *ast.StarExpr, *ast.MapType, *ast.ArrayType:
		return true
	case *ast.Ident:
		return result.Name == "string"
	}
	return false
}

// returned follows a function's own statements in order; branches and loops are passed over.
func (s scope) returned(found *function, arguments []any) any {
	inner := scope{file: found.file, locals: map[string]any{}, depth: s.depth}
	position := 0
	for _, parameter := range found.declaration.Type.Params.List {
		for _, name := range parameter.Names {
			if position < len(arguments) {
				inner.locals[name.Name] = arguments[position]
			}
			position++
		}
	}
	for _, statement := range found.declaration.Body.List {
		switch statement := statement.(type) {
		case *ast.AssignStmt:
			inner.assign(statement)
		case *ast.ReturnStmt:
			if len(statement.Results) == 1 {
				return inner.evaluate(statement.Results[0])
			}
		}
	}
	return nil
}

func (s scope) assign(statement *ast.AssignStmt) {
	if len(statement.Lhs) != 1 || len(statement.Rhs) != 1 {
		return
	}
	switch target := statement.Lhs[0].(type) {
	case *ast.Ident:
		s.locals[target.Name] = s.evaluate(statement.Rhs[0])
	case *ast.IndexExpr:
		owner, _ := target.X.(*ast.Ident)
		key, isText := s.evaluate(target.Index).(string)
		if owner == nil || !isText {
			return
		}
		if fields, ok := s.locals[owner.Name].(map[string]any); ok {
			fields = maps.Clone(fields)
			fields[key] = s.evaluate(statement.Rhs[0])
			s.locals[owner.Name] = fields
		}
	}
}
