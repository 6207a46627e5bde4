package notescc

import (
	"regexp"
	"strings"
	"time"
)

// FileName is what a file's name tells.
type FileName struct {
	School     string // newer form only
	Class      string
	Subject    string // newer form only: French, in capitals
	SubjectKey string // older form only: MASSAR's number of the subject
	At         time.Time
}

// The year of the time stamp comes last, so time.Parse reads it whole.
const stampLayout = "02012006150405"

var (
	olderName = regexp.MustCompile(`^(?i:export_notesCC)_([^_]+)_([0-9]+)(?: ?\([0-9]+\))?\.(?i:xlsx)$`)
	newerName = regexp.MustCompile(`^(?i:Export)_([0-9]{5}[A-Z])_([^_]+)_(.+)_([0-9]{14})(?: ?\([0-9]+\))?\.(?i:xlsx)$`)
)

// ParseFileName reads both forms of MASSAR's file names, with the "(1)" that
// browsers add to a second copy. ok is false for any other name.
func ParseFileName(name string) (f FileName, ok bool) {
	name = name[strings.LastIndexAny(name, `/\`)+1:]
	if m := newerName.FindStringSubmatch(name); m != nil {
		at, err := time.Parse(stampLayout, m[4])
		if err != nil {
			return FileName{}, false
		}
		return FileName{School: m[1], Class: m[2], Subject: m[3], At: at}, true
	}
	if m := olderName.FindStringSubmatch(name); m != nil {
		return FileName{Class: m[1], SubjectKey: m[2]}, true
	}
	return FileName{}, false
}

// NewFileName writes the newer form. Characters that a file name or the form
// itself cannot carry become dashes.
func NewFileName(school, class, subject string, at time.Time) string {
	clean := strings.NewReplacer("_", "-", "/", "-", `\`, "-", `"`, "-", "\r", "", "\n", "", "\x00", "")
	return "Export_" + clean.Replace(school) + "_" + clean.Replace(class) + "_" + clean.Replace(strings.ToUpper(subject)) + "_" + at.Format(stampLayout) + ".xlsx"
}
