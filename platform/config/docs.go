package config

import (
	"fmt"
	"reflect"
	"strings"
)

// Docs describes the settings of a configuration struct as a Markdown table, in
// the order of their declaration. It returns "" for a struct that Load refuses.
func Docs[T any](zero T) string {
	v := reflect.New(reflect.TypeOf(zero)).Elem()
	v.Set(reflect.ValueOf(zero))
	fields, err := walk(v)
	if err != nil {
		return ""
	}
	var b strings.Builder
	b.WriteString("| Key | Variable | Kind | Default | Meaning |\n|---|---|---|---|---|\n")
	for _, f := range fields {
		keys, vars := make([]string, 0, 2), make([]string, 0, 2)
		for _, key := range f.keys() {
			if f.secret == secretFile && key == f.key {
				continue
			}
			keys = append(keys, code(key))
			vars = append(vars, code(envName(key)))
		}
		def := ""
		if f.def != "" {
			def = code(f.def)
		}
		kind := f.kind()
		if f.secret != secretNone {
			kind = "secret"
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s |\n", strings.Join(keys, "<br>"), strings.Join(vars, "<br>"), kind, def, cell(f.doc))
	}
	return b.String()
}

func code(s string) string { return "`" + cell(s) + "`" }

func cell(s string) string {
	return strings.ReplaceAll(strings.ReplaceAll(s, "|", "\\|"), "\n", " ")
}
