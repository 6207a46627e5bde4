package letter

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/localtext"
)

func small() Letter {
	return Letter{Lang: localtext.French, Date: "2026-11-23", From: "2026-11-02", To: "2026-11-02", School: School{Name: "É"}, Student: Student{Name: "Y"}}
}

// script makes a program that stands in for the browser. $OUT is the file to write.
func script(t *testing.T, body string) Config {
	t.Helper()
	file := filepath.Join(t.TempDir(), "browser")
	head := "#!/bin/sh\nfor a in \"$@\"; do case \"$a\" in --print-to-pdf=*) OUT=${a#--print-to-pdf=};; esac; done\n"
	require.NoError(t, os.WriteFile(file, []byte(head+body), 0o700))
	return Config{Command: file, TempDir: t.TempDir()}
}

func with(t *testing.T, c Config) *Renderer {
	t.Helper()
	r, err := New(c)
	require.NoError(t, err)
	return r
}

func requireEmpty(t *testing.T, dir string) {
	t.Helper()
	left, err := os.ReadDir(dir)
	require.NoError(t, err)
	require.Empty(t, left)
}

const good = `printf '%%PDF-1.4 /ABCDEF+Amiri-Regular' > "$OUT"` + "\n"

func TestAMissingProgramIsNamed(t *testing.T) {
	for _, command := range []string{"/nonexistent/chromium", "no-such-browser-anywhere"} {
		r := with(t, Config{Command: command})
		_, err := r.Render(t.Context(), small())
		var missing *MissingError
		require.ErrorAs(t, err, &missing)
		require.Equal(t, command, missing.Command)
		require.ErrorAs(t, r.Available(), &missing)
		require.ErrorContains(t, err, command)
		require.True(t, errors.Is(err, exec.ErrNotFound) || errors.Is(err, os.ErrNotExist))
	}
	require.NoError(t, with(t, script(t, good)).Available())
}

func TestWhatTheProgramMayAnswer(t *testing.T) {
	for name, c := range map[string]struct{ body, want string }{
		"good":           {good, ""},
		"other font":     {`printf '%%PDF-1.4 /ABCDEF+Arial' > "$OUT"`, ErrFontMissing.Error()},
		"nothing":        {"exit 0", "the browser wrote nothing"},
		"failure":        {good + "exit 3", "exit status 3"},
		"something else": {`echo hello Amiri > "$OUT"`, "is no PDF"},
		"too much":       {`head -c 16777217 /dev/zero > "$OUT"`, "over 16777216"},
	} {
		t.Run(name, func(t *testing.T) {
			config := script(t, c.body)
			pdf, err := with(t, config).Render(t.Context(), small())
			requireEmpty(t, config.TempDir)
			if c.want == "" {
				require.NoError(t, err)
				require.Equal(t, "%PDF-1.4 /ABCDEF+Amiri-Regular", string(pdf))
				return
			}
			require.ErrorContains(t, err, c.want)
			require.Nil(t, pdf)
		})
	}
}

func TestTheProgramSeesLittle(t *testing.T) {
	t.Setenv("MASSAR_SECRET", "do not hand on")
	config := script(t, `env > "$OUT.env"; ulimit -c >> "$OUT.env"; ulimit -d >> "$OUT.env"; cat "$OUT.env" > `+"\"$COPY\"\n"+good)
	copied := filepath.Join(t.TempDir(), "env")
	body, err := os.ReadFile(config.Command)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(config.Command, []byte(strings.ReplaceAll(string(body), "$COPY", copied)), 0o700))
	_, err = with(t, config).Render(t.Context(), small())
	require.NoError(t, err)
	seen, err := os.ReadFile(copied)
	require.NoError(t, err)
	require.NotContains(t, string(seen), "do not hand on")
	require.Contains(t, string(seen), "\n0\n1048576\n")
	require.Contains(t, string(seen), "HOME="+config.TempDir)
}

func TestTheBrowserMayNotTakeAllMemory(t *testing.T) {
	config := Config{MemoryMB: 64, TempDir: t.TempDir()}
	_, err := with(t, config).Render(t.Context(), small())
	require.ErrorContains(t, err, "printing a letter")
	require.NotErrorIs(t, err, context.DeadlineExceeded)
	requireEmpty(t, config.TempDir)
}

func TestAHungProgramEndsWithItsChildren(t *testing.T) {
	pidFile := filepath.Join(t.TempDir(), "pid")
	config := script(t, "sleep 300 &\necho $! > "+pidFile+"\nwait\n")
	config.Timeout = 300 * time.Millisecond
	started := time.Now()
	_, err := with(t, config).Render(t.Context(), small())
	require.ErrorIs(t, err, context.DeadlineExceeded)
	require.Less(t, time.Since(started), 10*time.Second)
	requireEmpty(t, config.TempDir)
	text, err := os.ReadFile(pidFile)
	require.NoError(t, err)
	var pid int
	_, err = fmt.Sscan(string(text), &pid)
	require.NoError(t, err)
	require.Eventually(t, func() bool { return !running(pid) }, 5*time.Second, 20*time.Millisecond)
}

// running says whether a process is there and no zombie.
func running(pid int) bool {
	if syscall.Kill(pid, 0) != nil {
		return false
	}
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	return err == nil && !strings.Contains(string(stat), ") Z ")
}

func TestOnlySoManyAtOnce(t *testing.T) {
	lock := filepath.Join(t.TempDir(), "lock")
	config := script(t, "mkdir "+lock+" || exit 9\n"+good+"rmdir "+lock+"\n")
	config.MaxParallel = 1
	r := with(t, config)
	var failed atomic.Int32
	var group sync.WaitGroup
	for range 6 {
		group.Go(func() {
			if _, err := r.Render(t.Context(), small()); err != nil {
				failed.Add(1)
			}
		})
	}
	group.Wait()
	require.Zero(t, failed.Load())

	r.slots <- struct{}{} // somebody else prints
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	_, err := r.Render(ctx, small())
	require.ErrorIs(t, err, context.DeadlineExceeded)
}

// Were the page not ours, the browser still reaches nothing: it has no network.
func TestTheBrowserReachesNoServer(t *testing.T) {
	var hits atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { hits.Add(1) }))
	t.Cleanup(server.Close)
	page := strings.ReplaceAll(`<!DOCTYPE html><link rel=stylesheet href="URL/a.css"><p>shown</p><img src="URL/b.png"><iframe src="URL/c"></iframe><script>fetch("URL/d")</script>`, "URL", server.URL)
	pdf, err := with(t, Config{TempDir: t.TempDir()}).print(t.Context(), []byte(page))
	require.NoError(t, err)
	require.NotEmpty(t, pdf)
	require.Zero(t, hits.Load())
}

// And the policy of our pages keeps scripts and other files out of them.
func TestThePolicyOfThePages(t *testing.T) {
	p, err := parsePages()
	require.NoError(t, err)
	for _, lang := range localtext.Langs() {
		l := small()
		l.Lang = lang
		page, err := p.html(l)
		require.NoError(t, err)
		require.Contains(t, string(page), `content="default-src 'none'; style-src 'unsafe-inline'"`)
		dir := t.TempDir()
		secret := filepath.Join(dir, "secret.html")
		require.NoError(t, os.WriteFile(secret, []byte("<p>top-secret-content"), 0o600))
		hostile := strings.Replace(string(page), "</body>", `<iframe src="file://`+secret+`"></iframe><script>document.write("owned")</script><p>shown</p></body>`, 1)
		pdf, err := with(t, Config{TempDir: dir}).print(t.Context(), []byte(hostile))
		require.NoError(t, err)
		file := filepath.Join(dir, "letter.pdf")
		require.NoError(t, os.WriteFile(file, pdf, 0o600))
		words, err := exec.CommandContext(t.Context(), "pdftotext", file, "-").Output()
		require.NoError(t, err)
		require.Contains(t, string(words), "shown")
		require.NotContains(t, string(words), "top-secret-content")
		require.NotContains(t, string(words), "owned")
	}
}

func TestLettersThatCannotBeWritten(t *testing.T) {
	r := with(t, script(t, good))
	for name, change := range map[string]func(*Letter){
		"no language":        func(l *Letter) { l.Lang = "" },
		"another language":   func(l *Letter) { l.Lang = "en" },
		"no student":         func(l *Letter) { l.Student.Name = " \u202e " },
		"no school":          func(l *Letter) { l.School.Name = "" },
		"no date":            func(l *Letter) { l.Date = "" },
		"first day":          func(l *Letter) { l.From = "02/11/2026" },
		"last day":           func(l *Letter) { l.To = "2026-11-31" },
		"last day to answer": func(l *Letter) { l.AnswerBy = "soon" },
		"day of a line":      func(l *Letter) { l.Lines = []Line{{Date: "2026-11-02"}, {Date: "x"}} },
		"too many lines":     func(l *Letter) { l.Lines = make([]Line, maxLines+1) },
	} {
		l := small()
		change(&l)
		_, err := r.Render(t.Context(), l)
		require.ErrorIs(t, err, ErrInvalid, name)
	}
}

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"  a \t b\n": "a b", "a\u202eb\u2066c\u200ed": "abcd", "a\x00b\x7f": "ab", "a\xffb": "ab", "\ufeffأمين": "أمين", "ن\u200cن": "ن\u200cن",
		strings.Repeat("ق", 201): strings.Repeat("ق", 199) + "…", strings.Repeat("ق", 200): strings.Repeat("ق", 200),
	} {
		require.Equal(t, want, clean(in))
	}
}

func TestCounts(t *testing.T) {
	ar, fr := words[localtext.Arabic], words[localtext.French]
	for n, want := range map[int][2]string{
		1: {"يوم واحد", "1\u00a0jour"}, 2: {"يومين", "2\u00a0jours"}, 3: {"3 أيام", "3\u00a0jours"}, 10: {"10 أيام", "10\u00a0jours"}, 11: {"11 يوما", "11\u00a0jours"},
		30: {"30 يوما", "30\u00a0jours"}, 100: {"100 يوما", "100\u00a0jours"}, 103: {"103 أيام", "103\u00a0jours"}, 0: {"0 يوما", "0\u00a0jour"},
	} {
		require.Equal(t, want, [2]string{ar.days(n), fr.days(n)})
	}
	require.Equal(t, "1er décembre 2026", fr.long("2026-12-01"))
	require.Equal(t, "1 دجنبر 2026", ar.long("2026-12-01"))
	require.Equal(t, "السبت", ar.weekday("2026-11-21"))
}
