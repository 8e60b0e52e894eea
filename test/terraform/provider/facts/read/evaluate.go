package main

import (
	"go/ast"
	"go/token"
	"maps"
	"strconv"
)

// called stands for a call whose function is not part of the source: its name and arguments.
type called struct {
	name      string
	arguments []any
}

// scope is where an expression is read: its file, and the local names around it.
type scope struct {
	*file
	locals map[string]any
	depth  int
}

// evaluate reads an expression as data: maps, lists, texts, numbers, booleans and calls. What it cannot read is nil.
func (s scope) evaluate(expression ast.Expr) any {
	if s.depth > 40 {
		return nil
	}
	s.depth++
	switch expression := expression.(type) {
	case *ast.BasicLit:
		return literal(expression)
	case *ast.ParenExpr:
		return s.evaluate(expression.X)
	case *ast.UnaryExpr:
		value := s.evaluate(expression.X)
		if number, ok := value.(float64); ok && expression.Op == token.SUB {
			return -number
		}
		return value
	case *ast.BinaryExpr:
		left, isText := s.evaluate(expression.X).(string)
		right, both := s.evaluate(expression.Y).(string)
		if isText && both && expression.Op == token.ADD {
			return left + right
		}
	case *ast.Ident:
		return s.named(expression.Name)
	case *ast.SelectorExpr:
		return s.selected(expression)
	case *ast.CompositeLit:
		return s.composite(expression)
	case *ast.CallExpr:
		return s.call(expression)
	}
	return nil
}

func literal(expression *ast.BasicLit) any {
	if expression.Kind == token.STRING {
		text, _ := strconv.Unquote(expression.Value)
		return text
	}
	if number, err := strconv.ParseFloat(expression.Value, 64); err == nil {
		return number
	}
	return nil
}

func (s scope) named(name string) any {
	if name == "true" || name == "false" {
		return name == "true"
	}
	if local, ok := s.locals[name]; ok {
		return local
	}
	if found, ok := s.pack.variables[name]; ok {
		return scope{file: found.file, depth: s.depth}.evaluate(found.value)
	}
	if _, ok := s.pack.functions[name]; ok {
		return called{name: name}
	}
	return nil
}

func (s scope) selected(expression *ast.SelectorExpr) any {
	owner, ok := expression.X.(*ast.Ident)
	if !ok {
		return nil
	}
	if fields, ok := s.locals[owner.Name].(map[string]any); ok {
		return fields[expression.Sel.Name]
	}
	if imported := s.imported(owner.Name); imported != nil {
		if value := (scope{file: &file{pack: imported}, depth: s.depth}).named(expression.Sel.Name); value != nil {
			return value
		}
	}
	return called{name: expression.Sel.Name}
}

func (s scope) imported(name string) *pack {
	folder, ok := s.imports[name]
	if !ok {
		return nil
	}
	loaded, err := s.pack.source.load(folder)
	if err != nil {
		return nil
	}
	return loaded
}

func (s scope) composite(expression *ast.CompositeLit) any {
	fields, elements := map[string]any{}, []any{}
	for _, element := range expression.Elts {
		pair, isPair := element.(*ast.KeyValueExpr)
		if !isPair {
			elements = append(elements, s.evaluate(element))
			continue
		}
		if key, ok := pair.Key.(*ast.Ident); ok {
			fields[key.Name] = s.evaluate(pair.Value)
		} else if key, ok := s.evaluate(pair.Key).(string); ok {
			fields[key] = s.evaluate(pair.Value)
		}
	}
	if len(elements) > 0 {
		return elements
	}
	if _, isList := expression.Type.(*ast.ArrayType); isList {
		return elements
	}
	return fields
}

// merged are the entries of several maps.
func merged(parts []any) any {
	all := map[string]any{}
	for _, part := range parts {
		if entries, ok := part.(map[string]any); ok {
			maps.Copy(all, entries)
		}
	}
	return all
}
