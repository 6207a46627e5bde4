package xlsx

import (
	"encoding/xml"
	"io"
	"path"
	"strconv"
	"strings"
	"time"
)

// Book is an opened workbook. Its sheets are read when asked for.
type Book struct {
	limits   Limits
	archive  *archive
	budget   int // XML elements left
	cells    int // filled cells left
	sheets   []sheetRef
	strings  []string
	props    map[string]string
	date1904 bool
}

type sheetRef struct {
	name, part string
	hidden     bool
	read       *Sheet
}

const (
	typeMain   = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
	partTypes  = "[Content_Types].xml"
	partRels   = "_rels/.rels"
	partCustom = "docProps/custom.xml"
)

// Open checks the file against the limits and reads the list of sheets. Every
// error is an *Error that carries the reason for the sender.
func Open(data []byte, limits Limits) (*Book, error) {
	a, err := openArchive(data, limits)
	if err != nil {
		return nil, err
	}
	b := &Book{limits: limits, archive: a, budget: limits.Elements, cells: limits.Cells}
	if err := b.checkTypes(); err != nil {
		return nil, err
	}
	workbook, err := b.workbookPart()
	if err != nil {
		return nil, err
	}
	rels, err := b.relations(workbook)
	if err != nil {
		return nil, err
	}
	if err := b.readWorkbook(workbook, rels); err != nil {
		return nil, err
	}
	if err := b.readStrings(rels); err != nil {
		return nil, err
	}
	return b, b.readProps()
}

// Names lists the sheets in their order.
func (b *Book) Names() []string {
	names := make([]string, len(b.sheets))
	for i, s := range b.sheets {
		names[i] = s.name
	}
	return names
}

// Property gives a custom document property as text, empty where there is none.
func (b *Book) Property(name string) string { return b.props[name] }

// Date turns a date number of this book into a day; ok is false outside the
// years 1900 to 2200. A time of day is dropped.
func (b *Book) Date(serial float64) (day time.Time, ok bool) {
	if !(serial >= 1 && serial < 110_000) {
		return time.Time{}, false
	}
	base := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	if b.date1904 {
		base = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	} else if serial < 61 {
		// The format counts a 29 February 1900 that never was.
		base = base.AddDate(0, 0, 1)
	}
	return base.AddDate(0, 0, int(serial)), true
}

// part opens a part as elements; closing is the caller's.
func (b *Book) part(name string) (*elements, io.Closer, bool, error) {
	rc, ok, err := b.archive.open(name)
	if err != nil || !ok {
		return nil, nil, ok, err
	}
	return newElements(io.LimitReader(rc, b.limits.Part+1), &b.budget), rc, true, nil
}

func (b *Book) checkTypes() error {
	el, closer, ok, err := b.part(partTypes)
	if err != nil {
		return err
	}
	if !ok {
		return refuse(ReasonFileNotXLSX, "a zip that is no workbook")
	}
	defer closer.Close()
	found := false
	err = el.each(func(start xml.StartElement) error {
		kind := attr(start, "ContentType")
		if strings.Contains(kind, "macroEnabled") || strings.Contains(kind, "vbaProject") && b.uses(start) {
			return refuse(ReasonFileNotXLSX, "a workbook with macros (.xlsm)")
		}
		found = found || kind == typeMain
		return nil
	})
	if err == nil && !found {
		return refuse(ReasonFileNotXLSX, "a zip that is no workbook")
	}
	return err
}

// uses says whether a declared type is of a part that is there: libraries declare the
// type of macros for an extension in every workbook that they save, and put none in.
func (b *Book) uses(start xml.StartElement) bool {
	extension := attr(start, "Extension")
	if extension == "" {
		return true
	}
	for name := range b.archive.parts {
		if strings.EqualFold(path.Ext(name), "."+strings.TrimPrefix(extension, ".")) {
			return true
		}
	}
	return false
}

type relation struct{ kind, target string }

// relations reads the links of a part, by id. A link that leaves the file is
// refused, except the addresses that people click on, which are never followed.
func (b *Book) relations(part string) (map[string]relation, error) {
	name := path.Join(path.Dir(part), "_rels", path.Base(part)+".rels")
	if part == "" {
		name = partRels
	}
	out := map[string]relation{}
	el, closer, ok, err := b.part(name)
	if err != nil || !ok {
		return out, err
	}
	defer closer.Close()
	err = el.each(func(start xml.StartElement) error {
		if start.Name.Local != "Relationship" {
			return nil
		}
		kind := path.Base(attr(start, "Type"))
		target := attr(start, "Target")
		if strings.EqualFold(attr(start, "TargetMode"), "External") {
			if kind != "hyperlink" {
				return refuse(ReasonFileNotXLSX, "the workbook holds macros, objects or outside links")
			}
			return nil
		}
		if strings.HasPrefix(target, "/") {
			target = strings.TrimPrefix(target, "/")
		} else {
			target = path.Join(path.Dir(part), target)
		}
		out[attr(start, "Id")] = relation{kind: kind, target: target}
		return nil
	})
	return out, err
}

func (b *Book) workbookPart() (string, error) {
	rels, err := b.relations("")
	if err != nil {
		return "", err
	}
	for _, r := range rels {
		if r.kind == "officeDocument" {
			return r.target, nil
		}
	}
	return "", refuse(ReasonFileBroken, "the workbook part is not named")
}

func (b *Book) readWorkbook(part string, rels map[string]relation) error {
	el, closer, ok, err := b.part(part)
	if err != nil {
		return err
	}
	if !ok {
		return refuse(ReasonFileBroken, "the workbook part is missing")
	}
	defer closer.Close()
	seen := map[string]bool{}
	err = el.each(func(start xml.StartElement) error {
		switch start.Name.Local {
		case "workbookPr":
			b.date1904 = attr(start, "date1904") == "1" || attr(start, "date1904") == "true"
		case "sheet":
			r, ok := rels[relationID(start)]
			if !ok || r.kind != "worksheet" {
				return nil // a chart sheet holds no cells
			}
			// One part under many names would be unfolded once for each.
			part := strings.ToLower(r.target)
			if seen[part] {
				return refuse(ReasonFileBroken, "two sheets are one part")
			}
			seen[part] = true
			state := attr(start, "state")
			b.sheets = append(b.sheets, sheetRef{name: attr(start, "name"), part: r.target, hidden: state == "hidden" || state == "veryHidden"})
		}
		return nil
	})
	if err == nil && len(b.sheets) == 0 {
		return refuse(ReasonFileBroken, "the workbook has no sheet")
	}
	return err
}

// relationID reads r:id; a sheet has attributes of other namespaces too.
func relationID(start xml.StartElement) string {
	for _, a := range start.Attr {
		if a.Name.Local == "id" && strings.HasSuffix(a.Name.Space, "/relationships") {
			return a.Value
		}
	}
	return ""
}

func (b *Book) readStrings(rels map[string]relation) error {
	part := ""
	for _, r := range rels {
		if r.kind == "sharedStrings" {
			part = r.target
		}
	}
	if part == "" {
		return nil
	}
	el, closer, ok, err := b.part(part)
	if err != nil || !ok {
		return err
	}
	defer closer.Close()
	return el.each(func(start xml.StartElement) error {
		if start.Name.Local != "si" {
			return nil
		}
		s, err := el.text(b.limits.Text, true)
		b.strings = append(b.strings, s)
		return err
	})
}

func (b *Book) readProps() error {
	el, closer, ok, err := b.part(partCustom)
	if err != nil || !ok {
		return err
	}
	defer closer.Close()
	b.props = map[string]string{}
	name := ""
	return el.each(func(start xml.StartElement) error {
		switch start.Name.Local {
		case "Properties":
		case "property":
			name = attr(start, "name")
		default:
			value, err := el.text(b.limits.Text, false)
			if err != nil {
				return err
			}
			if name != "" {
				b.props[name] = value
			}
			name = ""
		}
		return nil
	})
}

// shared gives a shared string by its index as the file writes it.
func (b *Book) shared(index string) (string, bool) {
	i, err := strconv.Atoi(strings.TrimSpace(index))
	if err != nil || i < 0 || i >= len(b.strings) {
		return "", false
	}
	return b.strings[i], true
}
