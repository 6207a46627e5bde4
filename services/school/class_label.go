package school

import (
	"strconv"
	"strings"

	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/localtext"
	"github.com/massar-platform/massar/services/school/internal/store"
)

// classLabel is a class label with what it says.
type classLabel struct {
	text, level, stream string
}

// readLabel reads a label such as "2BACSPF-1". However it is typed (" 2bacspf - 01 "), its text is the same:
// a class must not exist twice.
func (s *Service) readLabel(typed string) (classLabel, bool) {
	level, stream, number, ok := s.ref.ParseClassLabel(typed)
	if !ok {
		return classLabel{}, false
	}
	bare := strings.ToUpper(strings.Join(strings.Fields(typed), ""))
	bare = bare[:strings.LastIndexByte(bare, '-')]
	return classLabel{text: bare + "-" + strconv.Itoa(number), level: level.Code, stream: stream}, true
}

// taughtAt says whether a school of a cycle has classes of a level. Pre-school classes are those of primary schools.
func (s *Service) taughtAt(cycle, code string) bool {
	level, _ := s.ref.Level(code)
	return level.Cycle == cycle || level.Cycle == "PRESC" && cycle == "PRIM"
}

// class is a new class of that name.
func (l classLabel) class(school, year string) store.Class {
	return store.Class{
		School: school, ID: ids.InSchool(school), Year: year,
		Label: l.text, SortKey: localtext.SortKey(l.text), Level: l.level, Stream: l.stream, Version: 1,
	}
}
