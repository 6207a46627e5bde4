//go:build webapps

package web

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io"
	"io/fs"
	"path"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// installable are the apps that a phone can keep; the page at / leads to them.
var installable = []string{"moutamadris", "waliye", "moudaris", "idara"}

func apps(t *testing.T) fs.FS {
	t.Helper()
	built, err := Apps()
	require.NoError(t, err)
	return built
}

func read(t *testing.T, name string) string {
	t.Helper()
	content, err := fs.ReadFile(apps(t), name)
	require.NoError(t, err)
	return string(content)
}

var (
	script  = regexp.MustCompile(`(?is)<script\b([^>]*)>(.*?)</script>`)
	address = regexp.MustCompile(`(?i)\b(?:src|href)="([^"]*)"`)
)

// TestPagesNeedNothingThatThePolicyForbids reads each page as a browser under the policy would.
func TestPagesNeedNothingThatThePolicyForbids(t *testing.T) {
	for _, app := range append([]string{"front"}, installable...) {
		t.Run(app, func(t *testing.T) {
			page := read(t, app+"/index.html")
			require.Regexp(t, `^<!doctype html>\s*<html [^>]*lang="ar"[^>]*dir="rtl"`, page)
			scripts := script.FindAllStringSubmatch(page, -1)
			require.NotEmpty(t, scripts)
			for _, s := range scripts {
				require.Contains(t, s[1], `src="`, "an inline script")
				require.Empty(t, strings.TrimSpace(s[2]))
			}
			require.NotRegexp(t, `(?i)<style|\sstyle=|\son[a-z]+=|javascript:|<base`, page)
			base := "/" + app + "/"
			if app == "front" {
				base = "/"
			}
			for _, m := range address.FindAllStringSubmatch(page, -1) {
				require.Truef(t, strings.HasPrefix(m[1], "/") && !strings.HasPrefix(m[1], "//"), "%s is not of this server", m[1])
				if name, ours := strings.CutPrefix(m[1], base); ours && path.Ext(name) != "" {
					_, err := fs.Stat(apps(t), app+"/"+name)
					require.NoError(t, err, m[1])
				}
			}
		})
	}
}

func TestEveryTextHasItsCompressedForms(t *testing.T) {
	n := 0
	require.NoError(t, fs.WalkDir(apps(t), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(name) != ".js" && path.Ext(name) != ".html" {
			return err
		}
		plain := read(t, name)
		if len(plain) < 512 {
			return nil // too small to gain
		}
		n++
		require.Less(t, len(read(t, name+".br")), len(plain), name)
		unzip, err := gzip.NewReader(strings.NewReader(read(t, name+".gz")))
		require.NoError(t, err, name)
		back, err := io.ReadAll(unzip)
		require.NoError(t, err, name)
		require.True(t, bytes.Equal([]byte(plain), back), "%s.gz is of another build", name)
		return nil
	}))
	require.Greater(t, n, 2*len(installable))
}

func TestAppsCanBeInstalled(t *testing.T) {
	colours := map[string]string{}
	for _, app := range installable {
		t.Run(app, func(t *testing.T) {
			var manifest struct {
				ID, Scope, Lang, Dir, Name, Display string
				StartURL                            string `json:"start_url"`
				ShortName                           string `json:"short_name"`
				Theme                               string `json:"theme_color"`
				Icons                               []struct{ Src, Sizes, Type, Purpose string }
			}
			require.NoError(t, json.Unmarshal([]byte(read(t, app+"/manifest.webmanifest")), &manifest))
			base := "/" + app + "/"
			require.Equal(t, []string{base, base, base, "ar", "rtl", "standalone"},
				[]string{manifest.ID, manifest.Scope, manifest.StartURL, manifest.Lang, manifest.Dir, manifest.Display})
			require.Regexp(t, `^\p{Arabic}`, manifest.Name, "Arabic first")
			require.Regexp(t, `^\p{Arabic}+$`, manifest.ShortName)
			require.Contains(t, read(t, app+"/index.html"), `rel="manifest" href="`+base+`manifest.webmanifest"`)
			require.Empty(t, colours[manifest.Theme], "each app has a colour of its own on the phone")
			colours[manifest.Theme] = app
			found := map[string]bool{}
			for _, icon := range manifest.Icons {
				found[icon.Sizes+" "+icon.Purpose] = true
				require.Equal(t, "image/png", icon.Type)
				require.True(t, strings.HasPrefix(read(t, app+"/"+strings.TrimPrefix(icon.Src, base)), "\x89PNG\r\n"), icon.Src)
			}
			require.Equal(t, map[string]bool{"192x192 any": true, "512x512 any": true, "512x512 maskable": true}, found)
		})
	}
}

var precached = regexp.MustCompile(`"url":\s*"([^"]+)"`)

// onFirstUse is what web/vite.app.ts leaves out, and why it may. Moutamadris keeps the curve, the front page French.
var onFirstUse = regexp.MustCompile(`^assets/(fr|scan|qr|curve|attendance|imports|places|settings|timetable)-`)

// TestEveryScreenIsKeptForNoNetwork compares what the worker keeps with what there is.
func TestEveryScreenIsKeptForNoNetwork(t *testing.T) {
	for _, app := range append([]string{"front"}, installable...) {
		t.Run(app, func(t *testing.T) {
			worker := read(t, app+"/sw.js")
			kept := map[string]bool{}
			for _, m := range precached.FindAllStringSubmatch(worker, -1) {
				kept[m[1]] = true
			}
			require.True(t, kept["index.html"])
			require.NoError(t, fs.WalkDir(apps(t), app+"/assets", func(name string, d fs.DirEntry, err error) error {
				if err != nil || d.IsDir() || path.Ext(name) != ".js" && path.Ext(name) != ".css" {
					return err
				}
				file := strings.TrimPrefix(name, app+"/")
				later := onFirstUse.MatchString(file) && !(app == "moutamadris" && strings.HasPrefix(file, "assets/curve-")) && app != "front"
				require.Equal(t, !later, kept[file], name)
				return nil
			}))
			require.NotContains(t, worker, "/v1", "what was read is kept encrypted elsewhere")
		})
	}
}
