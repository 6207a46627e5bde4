package config

import (
	"fmt"
	"os"
	"reflect"
	"strings"

	"go.yaml.in/yaml/v4"
)

// file applies a YAML file. It walks the nodes itself instead of decoding into
// the struct, because only so an unknown key can be named with its path and line.
func (s *settings) file(name string) {
	raw, err := os.ReadFile(name)
	if err != nil {
		s.fail("reading the configuration file: %w", err)
		return
	}
	var docs []yaml.Node
	if err := yaml.Load(raw, &docs, yaml.WithAllDocuments()); err != nil {
		s.fail("%s: %w", name, err)
		return
	}
	if len(docs) == 0 {
		return
	}
	if len(docs) > 1 {
		s.fail("%s holds %d YAML documents, one is wanted", name, len(docs))
		return
	}
	root := &docs[0]
	if root.Kind == yaml.DocumentNode {
		root = root.Content[0]
	}
	if isNull(root) {
		return
	}
	s.section(name, root, "")
}

// section applies a mapping whose keys continue prefix.
func (s *settings) section(file string, n *yaml.Node, prefix string) {
	if n.Kind != yaml.MappingNode {
		s.fail("%s:%d: %s must be a mapping of keys", file, n.Line, orRoot(prefix))
		return
	}
	seen := map[string]int{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		keyNode, val := n.Content[i], n.Content[i+1]
		key := prefix + keyNode.Value
		where := fmt.Sprintf("%s:%d", file, keyNode.Line)
		if line, twice := seen[key]; twice {
			s.fail("%s: %s was given before, on line %d", where, key, line)
			continue
		}
		seen[key] = keyNode.Line
		if val.Kind == yaml.AliasNode {
			val = val.Alias
		}
		switch f, known := s.byKey[key]; {
		case known && isNull(val):
			// "key:" with nothing behind it keeps the default.
		case known:
			s.leaf(f, key, val, where)
		case s.isPrefix(key + "."):
			if !isNull(val) {
				s.section(file, val, key+".")
			}
		default:
			s.fail("%s: unknown key %q%s", where, key, hint(key, s.keyNames()))
		}
	}
}

func (s *settings) leaf(f *field, key string, n *yaml.Node, where string) {
	src := source{rank: rankFile, where: where}
	switch {
	case n.Kind == yaml.ScalarNode && (f.isList() || f.isMap()):
		s.fail("%s: %s must be a %s", where, key, shape(f))
	case n.Kind == yaml.ScalarNode:
		s.apply(key, n.Value, src)
	case n.Kind == yaml.SequenceNode && f.isList():
		t := f.value.Type()
		f.value.Set(reflect.MakeSlice(t, 0, len(n.Content)))
		for _, item := range n.Content {
			if item.Kind != yaml.ScalarNode {
				s.fail("%s: %s must be a list of plain values", where, key)
				return
			}
			f.value.Set(reflect.Append(f.value, reflect.ValueOf(item.Value).Convert(t.Elem())))
		}
	case n.Kind == yaml.MappingNode && f.isMap():
		f.value.Set(reflect.MakeMap(f.value.Type()))
		for i := 0; i+1 < len(n.Content); i += 2 {
			if n.Content[i+1].Kind != yaml.ScalarNode {
				s.fail("%s: %s.%s must be a plain value", where, key, n.Content[i].Value)
				continue
			}
			f.setEntry(n.Content[i].Value, n.Content[i+1].Value)
		}
	default:
		s.fail("%s: %s must be a %s", where, key, shape(f))
	}
}

func (s *settings) isPrefix(prefix string) bool {
	for _, f := range s.fields {
		if strings.HasPrefix(f.key, prefix) {
			return true
		}
	}
	return false
}

func shape(f *field) string {
	switch {
	case f.isList():
		return "list (- value)"
	case f.isMap():
		return "mapping (name: value)"
	}
	return "single value (" + f.kind() + ")"
}

func isNull(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode && n.Tag == "!!null" }

func orRoot(prefix string) string {
	if prefix == "" {
		return "the file"
	}
	return strings.TrimSuffix(prefix, ".")
}
