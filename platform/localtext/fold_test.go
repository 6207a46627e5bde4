package localtext_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/unicode/norm"

	"github.com/massar-platform/massar/platform/localtext"
)

func TestFold(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"hamza above alef", "أحمد", "احمد"},
		{"hamza below alef", "إدريس", "ادريس"},
		{"madda", "آدم", "ادم"},
		{"alef wasla", "ٱلنور", "النور"},
		{"hamza on waw", "رؤوف", "رووف"},
		{"hamza on ya", "عائشة", "عايشه"},
		{"bare hamza", "سناء", "سنا"},
		{"decomposed hamza", "ا\u0654حمد", "احمد"},
		{"ta marbuta", "فاطمة", "فاطمه"},
		{"alef maksura", "مصطفى", "مصطفي"},
		{"Persian ya and kaf", "یاسمین ک", "ياسمين ك"},
		{"tatweel", "محمـــد", "محمد"},
		{"vowel signs and shadda", "مُحَمَّدٌ", "محمد"},
		{"superscript alef", "هٰذا", "هذا"},
		{"Moroccan g", "أڭادير گلميم ݣرسيف", "اكادير كلميم كرسيف"},
		{"v and p", "ڤيكتور پاريس", "فيكتور باريس"},
		{"ligature of lam and alef", "ﻻ", "لا"},
		{"presentation forms", "ﻣﺤﻤﺪ", "محمد"},
		{"the name of God as one character", "ﷲ", "الله"},
		{"spaces of all kinds", "  عبد \u00a0\t الله\u2003", "عبد الله"},
		{"direction marks and joiners", "\u200fمحمد\u200e \u202bعلي\u202c\u200d", "محمد علي"},
		{"Arabic digits", "القسم ١٢ و۳", "القسم 12 و3"},
		{"accents and case", "ÉLÈVE Naïma Çà", "eleve naima ca"},
		{"decomposed accent", "Ele\u0301ve", "eleve"},
		{"ligatures of French", "Œuvre Æ", "oeuvre ae"},
		{"apostrophes", "M'Hamed N’Aït ʿAli", "mhamed nait ali"},
		{"hyphens", "El-Idrissi – Al‑Alaoui", "el idrissi al alaoui"},
		{"class label", "2BACSPF-1", "2bacspf 1"},
		{"sharp s and dotless i", "Straße ISTANBULı İ", "strasse istanbuli i"},
		{"full width", "ＡＢＣ", "abc"},
		{"Tifinagh stays", "ⵜⴰⵎⴰⵣⵉⵖⵜ", "ⵜⴰⵎⴰⵣⵉⵖⵜ"},
		{"only signs", "\u064b\u0651 \u0640", ""},
		{"empty", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			require.Equal(t, c.want, localtext.Fold(c.in))
		})
	}
}

func TestSortKeyOrdersAsAClassList(t *testing.T) {
	for name, want := range map[string][]string{
		"the Arabic alphabet": {
			"أمين", "بدر", "تورية", "ثريا", "جواد", "حسن", "خالد", "داود", "ذكرى", "رشيد", "زينب", "سعاد", "شيماء",
			"صالح", "ضحى", "طارق", "ظافر", "عمر", "غزلان", "فاطمة", "قاسم", "كريم", "ليلى", "منى", "نور", "هدى", "وليد", "ياسين",
		},
		"hamza forms lie together": {"إدريس", "آدم", "أسماء", "اسماعيل", "أيوب"},
		"a shorter name first":     {"علي", "علي بن", "عليلو"},
		"numbers by value":         {"1APIC-1", "1APIC-2", "1APIC-10", "1APIC-100", "2APIC-1"},
		"leading zeros":            {"C 1", "C 02", "C 003", "C 10"},
		"long numbers":             {"N 99999999", "N 100000000", "N 1000000000", "N 99999999999999999999"},
		"Latin without accents":    {"Eclair", "Élève", "Eloi", "Zineb"},
		"Latin before Arabic":      {"Zineb", "أمين"},
	} {
		t.Run(name, func(t *testing.T) {
			got := slices.Clone(want)
			slices.Reverse(got)
			slices.SortFunc(got, func(a, b string) int {
				return strings.Compare(localtext.SortKey(a), localtext.SortKey(b))
			})
			require.Equal(t, want, got)
		})
	}
	require.NotEqual(t, localtext.SortKey("أحمد"), localtext.SortKey("احمد"), "spellings have one fixed order")
	require.NotContains(t, localtext.SortKey("a\x00b"), "\x00")
}

func TestCleanName(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"as it is", "محمد العلوي", "محمد العلوي"},
		{"NFC of hamza", "ا\u0654حمد", "أحمد"},
		{"NFC of an accent", "Ele\u0301ve", "El\u00e9ve"},
		{"spaces", "  عبد \u00a0 الله  ", "عبد الله"},
		{"vowel signs stay", "مُحَمَّدٌ", norm.NFC.String("مُحَمَّدٌ")},
		{"empty", "   ", ""},
		{"apostrophe", "N'Aït", "N'Aït"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := localtext.CleanName(c.in)
			require.NoError(t, err)
			require.Equal(t, c.want, got)
		})
	}
}

func TestCleanRefuses(t *testing.T) {
	refused := map[string]string{
		"NUL": "a\x00b", "escape": "a\x1b[2J", "delete": "a\x7f", "C1 control": "a\u0085b",
		"left-to-right mark": "a\u200e", "right-to-left mark": "\u200fa", "Arabic letter mark": "\u061ca",
		"override": "a\u202eb", "embedding": "a\u202a", "isolate": "a\u2066b\u2069",
		"zero width space": "a\u200bb", "byte order mark": "\ufeffa", "soft hyphen": "a\u00adb", "word joiner": "a\u2060b",
		"tag": "a\U000e0041", "interlinear": "\ufff9a", "line separator": "a\u2028b", "paragraph separator": "a\u2029b",
		"replacement": "a\ufffdb", "object": "a\ufffc", "noncharacter": "a\ufffe", "private": "a\ue000",
		"not UTF-8": "a\xffb", "half a character": "\xd9", "surrogate": "\xed\xa0\x80",
		"Hangul filler": "\u3164", "heap of signs": "a" + strings.Repeat("\u0301", 100_000),
	}
	for name, in := range refused {
		t.Run(name, func(t *testing.T) {
			_, err := localtext.CleanName(in)
			require.ErrorIs(t, err, localtext.ErrNotAllowed)
			_, err = localtext.CleanText(in)
			require.ErrorIs(t, err, localtext.ErrNotAllowed)
		})
	}
	for name, in := range map[string]string{"tab": "a\tb", "line break": "a\nb", "joiner": "a\u200db"} {
		_, err := localtext.CleanName(in)
		require.ErrorIs(t, err, localtext.ErrNotAllowed, name)
	}
}

func TestCleanTextKeepsLines(t *testing.T) {
	got, err := localtext.CleanText("  تلميذ مجتهد \r\n\n  يواصل  👩\u200d🎓 ")
	require.NoError(t, err)
	require.Equal(t, "تلميذ مجتهد\nيواصل 👩\u200d🎓", got)
}

func FuzzFold(f *testing.F) {
	for _, seed := range []string{"", "أحمد", "N’Aït 12", "\u0345ΐ", "İı", "ﷺ", "a\xff", "ẞß", "\u1fb7", "한글"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		folded := localtext.Fold(s)
		require.True(t, utf8.ValidString(folded))
		require.Equal(t, folded, localtext.Fold(folded), "folding twice changes nothing")
		require.Equal(t, folded, localtext.Fold(norm.NFD.String(s)), "composed and decomposed fold alike")
		require.NotContains(t, folded, "  ")
		require.Equal(t, strings.TrimSpace(folded), folded)
	})
}

func FuzzCleanName(f *testing.F) {
	for _, seed := range []string{"محمد", "a\x00", "e\u0301", " a  b ", "\u202e", "a\u0327\u0301"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, clean := range []func(string) (string, error){localtext.CleanName, localtext.CleanText} {
			once, err := clean(s)
			if err != nil {
				require.ErrorIs(t, err, localtext.ErrNotAllowed)
				continue
			}
			require.True(t, norm.NFC.IsNormalString(once))
			twice, err := clean(once)
			require.NoError(t, err)
			require.Equal(t, once, twice)
			require.NotContains(t, once, "\x00")
			require.Equal(t, localtext.Fold(s), localtext.Fold(once), "cleaning does not change what a search finds")
		}
	})
}
