package esise

import (
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"strings"
)

// Bounds of a file. No school has as many rows; code tables are those of the country.
const (
	maxRows    = 50_000
	maxColumns = 200
	maxAgents  = 3_000
	maxDepth   = 32
	maxText    = 4_096
)

const root = "DSAGENTEXPORT"

// Tables that are read; others are passed over.
const (
	tableAgent    = "AGENT"
	tableActivity = "ACTIVITE"
	tableFunction = "R_FONCT"
	tableCadre    = "R_CADRE"
)

// row is an element of a table with its columns in capitals.
type row struct {
	line    int
	columns map[string]string
}

// first is the first of some columns that holds anything.
func (r row) first(names ...string) string {
	for _, name := range names {
		if v := r.columns[name]; v != "" {
			return v
		}
	}
	return ""
}

// Read reads a file. It fails with ErrFormat for what is no ESISE file and with ErrTooMuch for one beyond bounds.
func Read(data []byte) (*File, error) {
	content, ok := text(data)
	if !ok {
		return nil, ErrFormat
	}
	tables, err := readTables(content)
	if err != nil {
		return nil, err
	}
	if len(tables[tableAgent]) > maxAgents {
		return nil, ErrTooMuch
	}
	return join(tables), nil
}

// reading is the state of one pass over a file.
type reading struct {
	tables map[string][]row
	seen   bool
	depth  int
	rows   int
	// table and current are those of the row that is read, column and value those of its column.
	table, column string
	current       row
	value         strings.Builder
}

func readTables(content string) (map[string][]row, error) {
	decoder := xml.NewDecoder(strings.NewReader(content))
	// The content is UTF-8 by now, whatever its declaration says.
	decoder.CharsetReader = func(_ string, input io.Reader) (io.Reader, error) { return input, nil }
	r := &reading{tables: map[string][]row{}}
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, ErrFormat
		}
		line, _ := decoder.InputPos()
		if err := r.token(token, line); err != nil {
			return nil, err
		}
	}
	if r.depth != 0 || r.tables[tableAgent] == nil {
		return nil, ErrFormat
	}
	return r.tables, nil
}

func (r *reading) token(token xml.Token, line int) error {
	switch t := token.(type) {
	case xml.Directive:
		// A document type: with it come entities, which are worth nothing here and can cost everything.
		return ErrFormat
	case xml.StartElement:
		r.depth++
		return r.start(t, line)
	case xml.EndElement:
		r.depth--
		if r.depth < 0 {
			return ErrFormat
		}
		r.end()
	case xml.CharData:
		if r.depth == 3 && r.column != "" {
			if r.value.Len()+len(t) > maxText {
				return ErrTooMuch
			}
			r.value.Write(t)
		}
	}
	return nil
}

func (r *reading) start(t xml.StartElement, line int) error {
	name := strings.ToUpper(t.Name.Local)
	switch {
	case r.depth > maxDepth || len(t.Attr) > maxColumns:
		return ErrTooMuch
	case r.depth == 1 && (name != root || r.seen):
		return ErrFormat
	case r.depth == 1:
		r.seen = true
	case r.depth == 2:
		if r.rows++; r.rows > maxRows {
			return ErrTooMuch
		}
		r.table, r.current = name, row{line: line, columns: map[string]string{}}
		for _, a := range t.Attr {
			r.current.columns[strings.ToUpper(a.Name.Local)] = strings.TrimSpace(a.Value)
		}
	case r.depth == 3:
		if len(r.current.columns) >= maxColumns {
			return ErrTooMuch
		}
		r.column = name
		r.value.Reset()
	}
	return nil
}

// end is called behind the end of an element, when depth is that of what is around it.
func (r *reading) end() {
	switch r.depth {
	case 2:
		r.current.columns[r.column] = strings.TrimSpace(r.value.String())
		r.column = ""
	case 1:
		switch r.table {
		case tableAgent, tableActivity, tableFunction, tableCadre:
			r.tables[r.table] = append(r.tables[r.table], r.current)
		}
	}
}

var number = regexp.MustCompile(`^[0-9]{3,10}$`)

// join puts what the tables say of a person together.
func join(tables map[string][]row) *File {
	file := &File{}
	functions, cadres := labels(tables[tableFunction]), labels(tables[tableCadre])
	activities := map[string][]row{}
	for _, a := range tables[tableActivity] {
		ppr := pprOf(a)
		activities[ppr] = append(activities[ppr], a)
	}
	seen := map[string]bool{}
	for _, a := range tables[tableAgent] {
		agent := Agent{
			Line: a.line, PPR: pprOf(a),
			NameAr: joined(a.first("NOMA", "NOM_A", "NOMAR", "NOM_AR"), a.first("PRENOMA", "PRENOM_A", "PRENOMAR", "PRENOM_AR")),
			NameLat: joined(a.first("NOML", "NOM_L", "NOMFR", "NOM_FR", "NOM"),
				a.first("PRENOML", "PRENOM_L", "PRENOMFR", "PRENOM_FR", "PRENOM")),
		}
		switch {
		case !number.MatchString(agent.PPR):
			file.Issues = append(file.Issues, Issue{Line: a.line, Reason: NumberInvalid})
		case seen[agent.PPR]:
			file.Issues = append(file.Issues, Issue{Line: a.line, Reason: Twice, Text: agent.PPR})
		case agent.NameAr == "" && agent.NameLat == "":
			file.Issues = append(file.Issues, Issue{Line: a.line, Reason: NameMissing})
		}
		seen[agent.PPR] = true
		agent.Kind, agent.Schools = post(a, activities[agent.PPR], functions, cadres)
		file.Agents = append(file.Agents, agent)
	}
	return file
}

func pprOf(r row) string { return r.first("PPR", "SOM") }

func joined(family, first string) string { return strings.TrimSpace(family + " " + first) }
