package letter_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/localtext"
	"github.com/massar-platform/massar/services/attendance/internal/letter"
)

// renderer is the real one; tools/deps.sh installs what it needs.
func renderer(t *testing.T) *letter.Renderer {
	t.Helper()
	dir := t.TempDir()
	r, err := letter.New(letter.Config{TempDir: dir})
	require.NoError(t, err)
	require.NoError(t, r.Available(), "make deps installs chromium")
	t.Cleanup(func() {
		left, err := os.ReadDir(dir)
		require.NoError(t, err)
		require.Empty(t, left, "no letter stays behind")
	})
	return r
}

func render(t *testing.T, l letter.Letter) []byte {
	t.Helper()
	pdf, err := renderer(t).Render(t.Context(), l)
	require.NoError(t, err)
	require.True(t, bytes.HasPrefix(pdf, []byte("%PDF-")))
	return pdf
}

// poppler runs one of poppler's programs on a letter.
func poppler(t *testing.T, pdf []byte, program string, args ...string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "letter.pdf")
	require.NoError(t, os.WriteFile(file, pdf, 0o600))
	out, err := exec.CommandContext(t.Context(), program, append([]string{file}, args...)...).Output()
	require.NoError(t, err, program)
	return string(out)
}

// text gives the letters of a letter in logical order, without invisible marks and
// spaces: pdftotext puts those between two directions on either side.
func text(t *testing.T, pdf []byte) string {
	t.Helper()
	return tight(poppler(t, pdf, "pdftotext", "-"))
}

func tight(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) || unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

func requireFonts(t *testing.T, pdf []byte) {
	t.Helper()
	lines := strings.Split(strings.TrimSpace(poppler(t, pdf, "pdffonts")), "\n")[2:]
	require.NotEmpty(t, lines)
	for _, line := range lines {
		require.Regexp(t, `^\w+\+Amiri-(Regular|Bold) .* yes yes yes `, line, "embedded, subset, with a table of characters")
	}
}

var pagesLine = regexp.MustCompile(`(?m)^Pages: +(\d+)$`)

func pageCount(t *testing.T, pdf []byte) string {
	t.Helper()
	info := poppler(t, pdf, "pdfinfo")
	require.Contains(t, info, "(A4)")
	require.Contains(t, info, "JavaScript:      no")
	require.Contains(t, info, "Tagged:          yes", "a screen reader finds its way")
	return pagesLine.FindStringSubmatch(info)[1]
}

func TestLetterInArabic(t *testing.T) {
	pdf := render(t, sample(localtext.Arabic))
	require.Equal(t, "1", pageCount(t, pdf))
	requireFonts(t, pdf)
	words := text(t, pdf)
	for _, want := range []string{
		"المملكة المغربية", "إشعار بالغياب", "فاطمة الزهراء الإدريسي", "Amine EL FASSI", "G200000001", "2APIC-1", "55976T", "23 نونبر 2026",
		"02/11/2026", "08:30–09:30", "14:00–16:00", "علوم الحياة والأرض", "غير مبرر", "في انتظار قرار الإدارة", "في انتظار التبرير", "7 دقائق", "4,5",
		"المرجو تبرير الغياب داخل أجل 3 أيام", "26/11/2026", "MASSAR Waliye", "administration de l’établissement", "عبد الله لا لا", "2026-11/0042",
	} {
		require.Contains(t, words, tight(want))
	}
}

func TestLetterInFrench(t *testing.T) {
	pdf := render(t, sample(localtext.French))
	require.Equal(t, "1", pageCount(t, pdf))
	requireFonts(t, pdf)
	words := text(t, pdf)
	for _, want := range []string{
		"Royaume du Maroc", "Avis d’absence", "Marrakech, le 23 novembre 2026", "Amine EL FASSI", "code Massar : G200000001, classe : 2APIC-1.",
		"lundi 02/11/2026", "08:30–09:30", "non justifiée", "retard (7 minutes)", "en attente de décision", "à justifier", "Éducation physique",
		"délai de 3 jours", "jeudi 26/11/2026", "مسار ولي", "اللغة العربية", "4,5", "A. Benâli",
	} {
		require.Contains(t, words, tight(want))
	}
}

func TestALongLetterRepeatsItsHead(t *testing.T) {
	l := sample(localtext.Arabic)
	for len(l.Lines) < 90 {
		l.Lines = append(l.Lines, l.Lines[0])
	}
	pdf := render(t, l)
	require.Equal(t, "4", pageCount(t, pdf))
	require.GreaterOrEqual(t, strings.Count(text(t, pdf), "الوضعية"), 3)
}

// picture is a page as grey points.
type picture struct {
	width, height int
	points        []byte
}

func draw(t *testing.T, pdf []byte) picture {
	t.Helper()
	dir := t.TempDir()
	file := filepath.Join(dir, "letter.pdf")
	require.NoError(t, os.WriteFile(file, pdf, 0o600))
	require.NoError(t, exec.CommandContext(t.Context(), "pdftoppm", "-gray", "-r", "72", "-singlefile", file, filepath.Join(dir, "page")).Run())
	data, err := os.ReadFile(filepath.Join(dir, "page.pgm"))
	require.NoError(t, err)
	var p picture
	var depth int
	_, err = fmt.Sscanf(string(data[:40]), "P5\n%d %d\n%d\n", &p.width, &p.height, &depth)
	require.NoError(t, err)
	p.points = data[len(data)-p.width*p.height:]
	return p
}

// band is a run of rows with ink and the columns where it begins and ends.
type band struct{ top, left, right int }

func (p picture) bands() []band {
	var list []band
	inside := false
	for y := range p.height {
		left, right := p.width, -1
		for x := range p.width {
			if p.points[y*p.width+x] < 128 {
				left, right = min(left, x), max(right, x)
			}
		}
		switch {
		case right < 0:
			inside = false
		case !inside:
			inside = true
			list = append(list, band{y, left, right})
		default:
			last := &list[len(list)-1]
			last.left, last.right = min(last.left, left), max(last.right, right)
		}
	}
	return list
}

// Both letters have a short line of greeting above the table. In Arabic it hangs
// at the right margin, in French at the left one.
func TestShortLinesHangWhereTheLanguageBegins(t *testing.T) {
	for lang, arabic := range map[localtext.Lang]bool{localtext.Arabic: true, localtext.French: false} {
		p := draw(t, render(t, sample(lang)))
		bands := p.bands()
		require.Greater(t, len(bands), 15, "the page is not blank")
		ink := 0
		for _, point := range p.points {
			if point < 128 {
				ink++
			}
		}
		require.Greater(t, ink, 5000)
		atRight, atLeft := 0, 0
		for _, b := range bands {
			require.Greater(t, b.left, p.width/20, "ink in the left margin")
			require.Less(t, b.right, p.width*19/20, "ink in the right margin")
			if b.top > p.height*35/100 || b.right-b.left > p.width/2 {
				continue
			}
			switch {
			case b.right > p.width*88/100 && b.left > p.width*45/100:
				atRight++
			case b.left < p.width*12/100 && b.right < p.width*55/100:
				atLeft++
			}
		}
		if !arabic {
			atRight, atLeft = atLeft, atRight
		}
		require.GreaterOrEqual(t, atRight, 2, lang)
		require.Zero(t, atLeft, lang)
	}
}

// Arabic letters join: set one by one they take far more ink across than joined.
func TestArabicIsShaped(t *testing.T) {
	l := sample(localtext.Arabic)
	width := func(name string) int {
		l.School = letter.School{Name: name}
		p := draw(t, render(t, l))
		line := p.bands()[1] // under the kingdom's name
		return line.right - max(line.left, p.width/2)
	}
	joined, apart := width("ثثثثثثثثثثثث"), width("ث\u200cث\u200cث\u200cث\u200cث\u200cث\u200cث\u200cث\u200cث\u200cث\u200cث\u200cث")
	require.Less(t, joined*3, apart*2)
}

func TestHostileTexts(t *testing.T) {
	secret := filepath.Join(t.TempDir(), "secret.txt")
	require.NoError(t, os.WriteFile(secret, []byte("top-secret-content"), 0o600))
	for _, lang := range localtext.Langs() {
		l := sample(lang)
		l.Student.Name = `<script>document.title='x';document.body.innerText='owned'</script>`
		l.Guardian = `<img src=file:///etc/passwd onerror=alert(1)>`
		l.School.City = `"><iframe src="file://` + secret + `"></iframe>`
		l.School.Academy = "{{.School}} &lt;b&gt; </style><style>*{display:none}"
		l.Signatory = "\u202eevil\u202c \u2066x \u200fy\u0000\ufeff"
		l.Lines[0].Subject = "</td></tr></table><embed src='" + secret + "'>"
		pdf := render(t, l)
		words := text(t, pdf)
		for _, want := range []string{"<script>", "<img src=file:///etc/passwd", "<iframe", "&lt;b&gt;", "evil x y", "<embed"} {
			require.Contains(t, words, tight(want))
		}
		for _, never := range []string{"root:", "top-secret-content", "live:"} {
			require.NotContains(t, words, never)
		}
		require.NotContains(t, poppler(t, pdf, "pdfinfo"), "Title:           x\n")
	}
}

// A mark that turns the direction in one name must not move what stands around it.
func TestDirectionMarksOfANameDoNothing(t *testing.T) {
	l := sample(localtext.French)
	plain := draw(t, render(t, l))
	l.Student.Name = "\u202e" + l.Student.Name + "\u2067"
	l.Guardian = "\u2066" + l.Guardian + "\u202d"
	require.Equal(t, plain, draw(t, render(t, l)))
}
