package refdata

import (
	"strconv"
	"strings"
)

// classLabel is the part of a class label before the number: "2BACSPF" names
// level 2BACSPF with option F, its alias "2BACSP" the same level without one.
type classLabel struct {
	text, level, option string
}

// newClassLabel reads an entry of the column class_labels, "LABEL" or
// "LABEL:OPTION". The column is ours: where one alias is given to two levels by
// the sources (2BACSA, 1AC, TCS) it names the one that the label means.
func newClassLabel(entry, level string) classLabel {
	text, option, _ := strings.Cut(entry, ":")
	return classLabel{text: text, level: level, option: option}
}

// ParseClassLabel reads a class label such as "2BACSPF-1": the level, the
// stream of its coefficients and the number of the class. Level.Option is the
// option that this label carries, which for an alias may differ from the row's.
// A last letter that no row lists but that the stream allows as a language
// option (2BACSPA) is read as that option.
func (s *Set) ParseClassLabel(label string) (level Level, stream string, number int, ok bool) {
	label = strings.ToUpper(strings.TrimSpace(label))
	cut := strings.LastIndexByte(label, '-')
	if cut < 0 {
		return Level{}, "", 0, false
	}
	digits := strings.TrimSpace(label[cut+1:])
	if digits == "" || len(digits) > 3 || strings.Trim(digits, "0123456789") != "" {
		return Level{}, "", 0, false
	}
	number, err := strconv.Atoi(digits)
	if err != nil || number == 0 {
		return Level{}, "", 0, false
	}
	level, ok = s.labelled(strings.TrimSpace(label[:cut]))
	if !ok {
		return Level{}, "", 0, false
	}
	return level, level.Stream, number, true
}

func (s *Set) labelled(text string) (Level, bool) {
	if found, ok := s.label[text]; ok {
		level := s.level[found.level]
		level.Option = found.option
		return level, true
	}
	if len(text) < 2 {
		return Level{}, false
	}
	base, option := text[:len(text)-1], text[len(text)-1:]
	found, ok := s.label[base]
	if !ok || found.option != "" {
		return Level{}, false
	}
	level := s.level[found.level]
	for _, allowed := range s.stream[[2]string{level.Stage, level.Stream}].Options {
		if allowed == option {
			level.Option = option
			return level, true
		}
	}
	return Level{}, false
}
