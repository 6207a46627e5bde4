package localtext_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/localtext"
)

func TestFromAcceptLanguage(t *testing.T) {
	for header, want := range map[string]localtext.Lang{
		"":                                localtext.Arabic,
		"fr":                              localtext.French,
		"FR-ma":                           localtext.French,
		"fr_FR":                           localtext.French,
		"ar-MA,ar;q=0.9,fr;q=0.8":         localtext.Arabic,
		"fr-FR,fr;q=0.9,ar;q=0.8":         localtext.French,
		"ar;q=0.3, fr;q=0.7":              localtext.French,
		"en-US,en;q=0.9,fr;q=0.5":         localtext.French,
		"zgh,en;q=0.9":                    localtext.Arabic,
		"*":                               localtext.Arabic,
		"ar;q=0,fr;q=0.1":                 localtext.French,
		"fr;q=NaN,ar":                     localtext.Arabic,
		"fr;q=9,ar;q=0.1":                 localtext.Arabic,
		"fr;level=1,ar;q=0.1":             localtext.Arabic,
		"french":                          localtext.Arabic,
		",;,;;q=,fr":                      localtext.French,
		strings.Repeat("en,", 200) + "fr": localtext.Arabic,
	} {
		require.Equal(t, want, localtext.FromAcceptLanguage(header), header)
	}
}

func TestParseLang(t *testing.T) {
	lang, ok := localtext.ParseLang("fr-MA")
	require.True(t, ok)
	require.Equal(t, localtext.French, lang)
	lang, ok = localtext.ParseLang("en")
	require.False(t, ok)
	require.Equal(t, localtext.Default, lang)
}
