package letter

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"strconv"
	"strings"
	"time"

	"github.com/massar-platform/massar/platform/localtext"
	"github.com/massar-platform/massar/services/attendance/internal/absence"
)

//go:embed templates/*.html
var files embed.FS

// pages holds the parsed templates, one page for each language.
type pages map[localtext.Lang]*template.Template

func parsePages() (pages, error) {
	p := pages{}
	for lang, name := range map[localtext.Lang]string{localtext.Arabic: "ar.html", localtext.French: "fr.html"} {
		w := words[lang]
		t := template.New(name).Funcs(template.FuncMap{
			"long": w.long, "short": short, "weekday": w.weekday, "standing": w.standing, "days": w.days, "figure": figure,
		})
		t, err := t.ParseFS(files, "templates/style.html", "templates/"+name)
		if err != nil {
			return nil, fmt.Errorf("reading the letters' templates: %w", err)
		}
		p[lang] = t
	}
	return p, nil
}

// html writes the page of a letter that was cleaned.
func (p pages) html(l Letter) ([]byte, error) {
	var page bytes.Buffer
	if err := p[l.Lang].Execute(&page, l); err != nil {
		return nil, fmt.Errorf("writing a letter: %w", err)
	}
	return page.Bytes(), nil
}

// short prints a day with figures only.
func short(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return t.Format("02/01/2006")
}

// figure prints a number with the decimal sign of Morocco's schools.
func figure(number string) string { return strings.Replace(number, ".", ",", 1) }

// vocabulary is what the templates need of a language beside their own text.
type vocabulary struct {
	months   [12]string
	weekdays [7]string
	first    string // the first day of a month
	states   struct{ justified, unjustified, waits, open, office, late string }
	// count prints a number of days or of minutes.
	dayWords, minuteWords func(n int) string
}

func (v vocabulary) long(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	date := strconv.Itoa(t.Day())
	if t.Day() == 1 {
		date = v.first
	}
	return date + " " + v.months[t.Month()-1] + " " + strconv.Itoa(t.Year())
}

func (v vocabulary) weekday(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return ""
	}
	return v.weekdays[t.Weekday()]
}

func (v vocabulary) days(n int) string { return v.dayWords(n) }

// standing says in words what a line counts as.
func (v vocabulary) standing(l Line) string {
	switch l.State {
	case absence.Late:
		return fmt.Sprintf(v.states.late, v.minuteWords(l.MinutesLate))
	case absence.SentToOffice:
		return v.states.office
	case absence.Present, absence.Absent, absence.Excused:
	}
	switch l.Verdict.Standing {
	case absence.Justified:
		return v.states.justified
	case absence.Unjustified:
		return v.states.unjustified
	case absence.Undecided, absence.NoAbsence:
	}
	if l.Verdict.Justification == absence.Pending {
		return v.states.waits
	}
	return v.states.open
}

var words = map[localtext.Lang]vocabulary{
	localtext.Arabic: {
		months:   [12]string{"يناير", "فبراير", "مارس", "أبريل", "ماي", "يونيو", "يوليوز", "غشت", "شتنبر", "أكتوبر", "نونبر", "دجنبر"},
		weekdays: [7]string{"الأحد", "الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت"},
		first:    "1",
		states: struct{ justified, unjustified, waits, open, office, late string }{
			"مبرر", "غير مبرر", "في انتظار قرار الإدارة", "في انتظار التبرير", "أحيل على الإدارة", "تأخر (%s)",
		},
		dayWords: func(n int) string { return arabicCount(n, "يوم واحد", "يومين", "أيام", "يوما") },
		minuteWords: func(n int) string {
			return arabicCount(n, "دقيقة واحدة", "دقيقتان", "دقائق", "دقيقة")
		},
	},
	localtext.French: {
		months:   [12]string{"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"},
		weekdays: [7]string{"dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"},
		first:    "1er",
		states: struct{ justified, unjustified, waits, open, office, late string }{
			"justifiée", "non justifiée", "en attente de décision", "à justifier", "envoi à l’administration", "retard (%s)",
		},
		dayWords:    func(n int) string { return frenchCount(n, "jour") },
		minuteWords: func(n int) string { return frenchCount(n, "minute") },
	},
}

// arabicCount prints a number with its noun: one and two are words of their own, a
// noun after 3 to 10 is plural, one after more is singular.
func arabicCount(n int, one, two, few, many string) string {
	switch last := n % 100; {
	case n == 1:
		return one
	case n == 2:
		return two
	case last >= 3 && last <= 10:
		return strconv.Itoa(n) + " " + few
	}
	return strconv.Itoa(n) + " " + many
}

func frenchCount(n int, noun string) string {
	if n > 1 {
		noun += "s"
	}
	return strconv.Itoa(n) + "\u00a0" + noun
}
