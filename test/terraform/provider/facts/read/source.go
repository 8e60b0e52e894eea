package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
)

// source is the provider's folder; its packages are parsed when they are first needed.
type source struct {
	root     string
	packages map[string]*pack
}

// pack is one Go package: what it declares, and the values that it registers as resources.
type pack struct {
	source     *source
	functions  map[string]*function
	variables  map[string]*variable
	registered []*variable
}

// file is where a declaration stands, for the names of its imports.
type file struct {
	pack    *pack
	imports map[string]string
}

type function struct {
	*file
	declaration *ast.FuncDecl
}

type variable struct {
	*file
	value ast.Expr
}

func newSource(root string) *source { return &source{root: root, packages: map[string]*pack{}} }

// load parses one package, named by its folder below the root.
func (s *source) load(folder string) (*pack, error) {
	if known, ok := s.packages[folder]; ok {
		return known, nil
	}
	loaded := &pack{source: s, functions: map[string]*function{}, variables: map[string]*variable{}}
	s.packages[folder] = loaded
	entries, err := os.ReadDir(filepath.Join(s.root, folder))
	if err != nil {
		return nil, err
	}
	for _, entry := range entries {
		if !strings.HasSuffix(entry.Name(), ".go") || strings.HasSuffix(entry.Name(), "_test.go") {
			continue
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), filepath.Join(s.root, folder, entry.Name()), nil, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		loaded.declare(parsed)
	}
	return loaded, nil
}

func (p *pack) declare(parsed *ast.File) {
	where := &file{pack: p, imports: map[string]string{}}
	for _, imported := range parsed.Imports {
		address, _ := strconv.Unquote(imported.Path.Value)
		name := path.Base(address)
		if imported.Name != nil {
			name = imported.Name.Name
		}
		if _, folder, ours := strings.Cut(address, "/terraform-provider-google/google/"); ours {
			where.imports[name] = folder
		}
	}
	for _, declaration := range parsed.Decls {
		switch declaration := declaration.(type) {
		case *ast.FuncDecl:
			if declaration.Name.Name == "init" {
				p.register(where, declaration)
			} else if declaration.Recv == nil {
				p.functions[declaration.Name.Name] = &function{where, declaration}
			}
		case *ast.GenDecl:
			for _, spec := range declaration.Specs {
				if values, ok := spec.(*ast.ValueSpec); ok && len(values.Names) == len(values.Values) {
					for index, name := range values.Names {
						p.variables[name.Name] = &variable{where, values.Values[index]}
					}
				}
			}
		}
	}
}

// register notes each registry.Schema{…} of an init function.
func (p *pack) register(where *file, declaration *ast.FuncDecl) {
	ast.Inspect(declaration, func(node ast.Node) bool {
		literal, ok := node.(*ast.CompositeLit)
		if !ok {
			return true
		}
		if selector, ok := literal.Type.(*ast.SelectorExpr); ok && selector.Sel.Name == "Schema" {
			p.registered = append(p.registered, &variable{where, literal})
		}
		return false
	})
}
