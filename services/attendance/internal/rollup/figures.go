package rollup

import "strconv"

// Decimal prints num/den (not negative, den above 0) with at most the given number
// of decimals, rounded half up, without zeros at the end: "3", "1.5", "0.83".
func decimal(num, den int64, decimals int, truncate, pad bool) string {
	scale := int64(1)
	for range decimals {
		scale *= 10
	}
	scaled := num * scale * 2 / den // twice the figure, cut
	if truncate {
		scaled = num * scale / den * 2
	}
	scaled = (scaled + 1) / 2
	text := strconv.FormatInt(scaled/scale, 10)
	rest := strconv.FormatInt(scaled%scale+scale, 10)[1:] // with zeros in front
	if !pad {
		for len(rest) > 0 && rest[len(rest)-1] == '0' {
			rest = rest[:len(rest)-1]
		}
	}
	if rest == "" {
		return text
	}
	return text + "." + rest
}

// Days prints half days as days: 3 are "1.5".
func Days(halfDays int64) string { return decimal(halfDays, 2, 1, false, false) }

// Hours prints minutes as hours, rounded half up to two decimals where lessons do
// not make whole ones: 90 are "1.5", 50 are "0.83".
func Hours(minutes int64) string { return decimal(minutes, 60, 2, false, false) }

// Rate is the attendance rate in percent with two decimals: presence half days of
// study half days, "95.50". ok is false where there was no study.
func (r Rules) Rate(t Totals) (rate string, ok bool) {
	if t.StudyHalfDays <= 0 {
		return "", false
	}
	return decimal((t.StudyHalfDays-t.HalfDays.Total())*100, t.StudyHalfDays, 2, r.Truncate, true), true
}

// Kind is one pair of figures of MASSAR's sheet.
type Kind struct{ Days, Hours string }

// SheetMonth is one student's month as MASSAR's sheet holds it.
type SheetMonth struct{ Justified, Unjustified Kind }

// Sheet gives the figures of MASSAR's sheet: days are absent half days, hours the
// missed lessons, all of them or those outside of absent half days, by the dated
// rule sheet_hours.
func (r Rules) Sheet(t Totals) SheetMonth {
	minutes := t.Minutes
	if r.RestHours {
		minutes = t.RestMinutes
	}
	halves, minutes := r.twoKinds(t.HalfDays), r.twoKinds(minutes)
	return SheetMonth{
		Justified:   Kind{Days(halves.Justified), Hours(minutes.Justified)},
		Unjustified: Kind{Days(halves.Unjustified), Hours(minutes.Unjustified)},
	}
}

func (r Rules) twoKinds(k Kinds) Kinds {
	switch r.Undecided {
	case AsUnjustified:
		k.Unjustified += k.Undecided
	case AsJustified:
		k.Justified += k.Undecided
	case LeftOut:
	}
	k.Undecided = 0
	return k
}

// Level is how worrying a month of unjustified absence is.
type Level uint8

// The levels of the risk index.
const (
	Normal Level = iota
	Risk
	Critical
)

var levelNames = [...]string{"NORMAL", "RISK", "CRITICAL"}

// String gives the level's word.
func (l Level) String() string {
	if int(l) < len(levelNames) {
		return levelNames[l]
	}
	return ""
}

// MonthLevel gives the level of one student's month by its share of unjustified
// half days: under RiskPercent normal, above CriticalPercent critical.
func (r Rules) MonthLevel(month Totals) Level {
	share, study := month.HalfDays.Unjustified*100, month.StudyHalfDays
	switch {
	case share == 0 || share < r.RiskPercent*study:
		return Normal
	case share > r.CriticalPercent*study:
		return Critical
	}
	return Risk
}
