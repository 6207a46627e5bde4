package refdata

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"sort"
	"strconv"
)

//go:embed data/*.csv
var embedded embed.FS

// Load reads and validates the data that are compiled in.
func Load() (*Set, error) {
	sub, err := fs.Sub(embedded, "data")
	if err != nil {
		return nil, fmt.Errorf("opening the embedded data: %w", err)
	}
	return LoadFS(sub)
}

// LoadFS reads and validates the files of a folder with the layout of data/.
// The error lists every fault with its file and line.
func LoadFS(fsys fs.FS) (*Set, error) {
	r := &reader{fsys: fsys}
	s := &Set{}
	readPlaces(r, s)
	readSchool(r, s)
	readGrading(r, s)
	readCalendar(r, s)
	readTimetable(r, s)
	if err := errors.Join(r.faults...); err != nil {
		return nil, fmt.Errorf("reading reference data: %w", err)
	}
	s.index()
	if err := errors.Join(validate(s)...); err != nil {
		return nil, fmt.Errorf("checking reference data: %w", err)
	}
	s.fingerprint = r.fingerprint()
	return s, nil
}

func readPlaces(r *reader, s *Set) {
	r.each("academies.csv", "code name_fr name_ar title_ar status source", func(c row) {
		s.Academies = append(s.Academies, Academy{Code: c.need("code"), Name: c.label("name"), Title: c.need("title_ar"), Origin: c.origin()})
	})
	r.each("directorates.csv", "code academy name_fr name_ar title_ar kind status source", func(c row) {
		s.Directorates = append(s.Directorates, Directorate{
			Code: c.need("code"), Academy: c.need("academy"), Name: c.label("name"),
			Title: c.need("title_ar"), Kind: c.need("kind"), Origin: c.origin(),
		})
	})
}

func readSchool(r *reader, s *Set) {
	r.each("cycles.csv", "code order name_fr name_ar status source", func(c row) {
		s.Cycles = append(s.Cycles, Cycle{Code: c.need("code"), Order: c.number("order"), Name: c.label("name"), Origin: c.origin()})
	})
	r.each("levels.csv", "code aliases class_labels cycle order stage stream option name_fr name_ar scale certificate status source", func(c row) {
		l := Level{
			Code: c.need("code"), Aliases: c.list("aliases"), Cycle: c.need("cycle"), Order: c.number("order"),
			Stage: c.text("stage"), Stream: c.text("stream"), Option: c.text("option"), Name: c.label("name"),
			Scale: c.optionalNumber("scale"), Certificate: c.text("certificate"), Origin: c.origin(),
		}
		s.Levels = append(s.Levels, l)
		for _, entry := range c.list("class_labels") {
			s.labels = append(s.labels, newClassLabel(entry, l.Code))
		}
	})
	r.each("streams.csv", "stage code name_fr name_ar feeders option_suffixes national_exam_coef_sum status source", func(c row) {
		s.Streams = append(s.Streams, Stream{
			Stage: c.need("stage"), Code: c.need("code"), Name: c.label("name"), Feeders: c.list("feeders"),
			Options: c.list("option_suffixes"), ExamCoefficients: c.optionalNumber("national_exam_coef_sum"), Origin: c.origin(),
		})
	})
	r.each("subjects.csv", "code massar_label_fr name_fr name_ar cycles status source", func(c row) {
		s.AllSubjects = append(s.AllSubjects, Subject{
			Code: c.need("code"), Label: c.need("massar_label_fr"), Name: c.label("name"), Cycles: c.list("cycles"), Origin: c.origin(),
		})
	})
	r.each("taught_assumed.csv", "stage stream subject valid_from valid_to status source", func(c row) {
		s.Taught = append(s.Taught, Taught{
			Stage: c.need("stage"), Stream: c.text("stream"), Subject: c.need("subject"), Validity: c.validity(), Origin: c.origin(),
		})
	})
}

func readGrading(r *reader, s *Set) {
	r.each("coefficients.csv", "stage stream component subject coefficient valid_from valid_to status source", func(c row) {
		s.Coefficients = append(s.Coefficients, Coefficient{
			Stage: c.need("stage"), Stream: c.text("stream"), Component: c.need("component"), Subject: c.need("subject"),
			Value: c.fraction("coefficient"), Validity: c.validity(), Origin: c.origin(),
		})
	})
	r.each("cc_weights.csv", "cycle subject controls activities valid_from valid_to status source", func(c row) {
		s.Weights = append(s.Weights, Weights{
			Cycle: c.need("cycle"), Subject: c.need("subject"), Controls: c.fraction("controls"),
			Activities: c.fraction("activities"), Validity: c.validity(), Origin: c.origin(),
		})
	})
	r.each("control_counts.csv", "cycle stage subject controls valid_from valid_to status source", func(c row) {
		s.ControlCounts = append(s.ControlCounts, ControlCount{
			Cycle: c.need("cycle"), Stage: c.text("stage"), Subject: c.need("subject"), Count: c.number("controls"),
			Validity: c.validity(), Origin: c.origin(),
		})
	})
	r.each("exam_weights.csv", "scope component name_fr name_ar weight scale pass_mark valid_from valid_to status source", func(c row) {
		s.ExamWeights = append(s.ExamWeights, ExamWeight{
			Scope: c.need("scope"), Component: c.need("component"), Name: c.label("name"), Weight: c.fraction("weight"),
			Scale: c.number("scale"), PassMark: c.fraction("pass_mark"), Validity: c.validity(), Origin: c.origin(),
		})
	})
	r.each("mentions.csv", "scope min below label_fr label_ar short valid_from valid_to status source", func(c row) {
		m := Mention{
			Scope: c.need("scope"), Min: c.fraction("min"), Name: c.label("label"), Short: c.text("short"),
			Validity: c.validity(), Origin: c.origin(),
		}
		if c.text("below") != "" {
			m.Below = c.fraction("below")
		}
		s.Mentions = append(s.Mentions, m)
	})
	r.each("rules.csv", "rule value valid_from valid_to status source", func(c row) {
		s.Rules = append(s.Rules, RuleRow{Name: c.need("rule"), Value: c.need("value"), Validity: c.validity(), Origin: c.origin()})
	})
}

func readCalendar(r *reader, s *Set) {
	r.each("calendar.csv", "school_year kind code start end label_fr label_ar levels status source", func(c row) {
		s.Calendar = append(s.Calendar, CalendarEntry{
			SchoolYear: c.year("school_year"), Kind: c.need("kind"), Code: c.text("code"), Start: c.date("start"), End: c.date("end"),
			Name: c.label("label"), Levels: c.list("levels"), Origin: c.origin(),
		})
	})
	r.each("fixed_holidays.csv", "day label_fr label_ar valid_from valid_to status source", func(c row) {
		s.FixedHolidays = append(s.FixedHolidays, FixedHoliday{
			Day: c.need("day"), Name: c.label("label"), Validity: c.validity(), Origin: c.origin(),
		})
	})
}

// fingerprint hashes the names and bytes of all files read, in order of name,
// with lengths before the parts so that no two folders share a digest.
func (r *reader) fingerprint() string {
	names := make([]string, 0, len(r.files))
	for name := range r.files {
		names = append(names, name)
	}
	sort.Strings(names)
	h := sha256.New()
	for _, name := range names {
		for _, part := range [][]byte{[]byte(name), r.files[name]} {
			h.Write([]byte(strconv.Itoa(len(part)) + ":"))
			h.Write(part)
		}
	}
	return hex.EncodeToString(h.Sum(nil))
}
