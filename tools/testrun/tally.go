package main

import (
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"time"
)

// event is one line of `go test -json`.
type event struct {
	Action, Package, Test, Output, ImportPath string
}

// test is a test that runs or has ended.
type test struct {
	output  []string
	parent  bool
	failing bool // a subtest failed: its own failure is then no further one
}

// tally counts tests as they end.
type tally struct {
	out                     io.Writer
	phase                   string
	running                 map[string]*test // by package and name
	failedIn                map[string]bool  // packages with a failed test
	passed, failed, skipped int
	engine, mode            map[string]int
	byPhase                 map[string]int
	failures, skips         []string
	stories                 map[string]bool
}

func newTally(out io.Writer) *tally {
	return &tally{
		out: out, running: map[string]*test{}, failedIn: map[string]bool{},
		engine: map[string]int{}, mode: map[string]int{}, byPhase: map[string]int{}, stories: map[string]bool{},
	}
}

// wantedStories are the runs of the whole story, each of which prints its line when it is done.
var wantedStories = []string{
	"story one process x SQLite: ok", "story one process x PostgreSQL: ok",
	"story split x SQLite: ok", "story split x PostgreSQL: ok",
}

var storyLine = regexp.MustCompile(`story (one process|split) x (SQLite|PostgreSQL): ok`)

// add takes one event.
func (t *tally) add(e event) {
	key := e.Package + "\x00" + e.Test
	switch e.Action {
	case "build-output":
		fmt.Fprint(t.out, e.Output)
	case "run":
		t.running[key] = &test{}
		for name := parent(e.Test); name != ""; name = parent(name) {
			if p := t.running[e.Package+"\x00"+name]; p != nil {
				p.parent = true
			}
		}
	case "output":
		t.print(key, e)
	case "pass", "fail", "skip":
		if e.Test == "" {
			t.endPackage(e)
			return
		}
		t.end(key, e)
	}
}

// print shows or keeps a line of output.
func (t *tally) print(key string, e event) {
	line := strings.TrimSpace(e.Output)
	if story := storyLine.FindString(line); story != "" && !t.stories[story] {
		t.stories[story] = true
		fmt.Fprintln(t.out, story)
	}
	if strings.HasPrefix(line, "note: ") {
		fmt.Fprintln(t.out, line)
	}
	if e.Test != "" {
		if r := t.running[key]; r != nil {
			r.output = append(r.output, e.Output)
		}
		return
	}
	// The runner's own closing line of a package, a panic outside of any test; not its "PASS".
	if line != "PASS" && !strings.Contains(line, "[no test files]") && !storyLine.MatchString(line) && !strings.HasPrefix(line, "note: ") {
		fmt.Fprint(t.out, e.Output)
	}
}

// end takes the end of a test.
func (t *tally) end(key string, e event) {
	r := t.running[key]
	delete(t.running, key)
	if r == nil {
		r = &test{}
	}
	name := strings.TrimPrefix(e.Package, module+"/") + "." + e.Test
	if e.Action == "fail" {
		t.failedIn[e.Package] = true
		for up := parent(e.Test); up != ""; up = parent(up) {
			if p := t.running[e.Package+"\x00"+up]; p != nil {
				p.failing = true
			}
		}
		fmt.Fprint(t.out, strings.Join(r.output, ""))
		if !r.failing {
			t.failed++
			t.failures = append(t.failures, name+" ("+t.phase+")")
		}
		return
	}
	if e.Action == "skip" {
		fmt.Fprint(t.out, strings.Join(r.output, ""))
		t.skipped++
		t.skips = append(t.skips, name+" ("+t.phase+")")
		return
	}
	if r.parent {
		return
	}
	t.passed++
	t.byPhase[t.phase]++
	if engine := engineOf(e.Test); engine != "" {
		t.engine[engine]++
	}
	if mode := modeOf(e.Test); mode != "" {
		t.mode[mode]++
	}
}

// endPackage takes the end of a package; one that failed without a failed test did not build,
// panicked or ran out of time.
func (t *tally) endPackage(e event) {
	if e.Action == "fail" && !t.failedIn[e.Package] {
		t.unfinished(e.Package)
		if !t.failedIn[e.Package] {
			t.failed++
			t.failures = append(t.failures, strings.TrimPrefix(e.Package, module+"/")+" (did not build or start, "+t.phase+")")
		}
	}
	delete(t.failedIn, e.Package)
}

// unfinished counts the tests of a package (of all, if empty) that began and never ended.
func (t *tally) unfinished(pkg string) {
	for key, r := range t.running {
		p, name, _ := strings.Cut(key, "\x00")
		if pkg != "" && p != pkg {
			continue
		}
		delete(t.running, key)
		if r.parent {
			continue
		}
		t.failedIn[p] = true
		fmt.Fprint(t.out, strings.Join(r.output, ""))
		t.failed++
		t.failures = append(t.failures, strings.TrimPrefix(p, module+"/")+"."+name+" (never ended, "+t.phase+")")
	}
}

// endOfStream is called when a command prints no more.
func (t *tally) endOfStream() {
	t.unfinished("")
	clear(t.failedIn)
}

// The kinds of tests of the web apps.
const (
	webUnit     = "web unit"
	browserTest = "browser"
)

// one counts a test that another program ran; a status that is neither passed nor skipped has failed.
func (t *tally) one(kind, name, status string) {
	switch status {
	case "passed":
		t.passed++
		t.byPhase[kind]++
	case "skipped", "pending", "todo", "disabled":
		t.skipped++
		t.skips = append(t.skips, name+" ("+kind+")")
	default:
		t.failed++
		t.failures = append(t.failures, name+" ("+kind+")")
	}
}

// problem is a failure that belongs to no test.
func (t *tally) problem(text string) {
	t.failed++
	t.failures = append(t.failures, text)
}

// close prints the closing lines and says whether all is well.
func (t *tally) close(out io.Writer, wanted []string, took time.Duration) bool {
	has := func(phase string) bool { return slices.Contains(wanted, phase) }
	if has("units") && t.engine["SQLite"] == 0 {
		t.problem("no test ran on SQLite")
	}
	if has("postgres") && t.engine["PostgreSQL"] == 0 {
		t.problem("no test ran on PostgreSQL")
	}
	for _, kind := range []string{webUnit, browserTest} {
		if has("web") && t.byPhase[kind] == 0 {
			t.problem("no " + kind + " test passed")
		}
	}
	fmt.Fprintf(out, "\n%d tests with the race detector, %d more on PostgreSQL without it, %d of the architecture, %d fuzz targets, %d end to end, in %s\n",
		t.byPhase["units"], t.byPhase["postgres"], t.byPhase["arch"], t.byPhase["fuzz"], t.byPhase["e2e"], took.Round(time.Second))
	if has("web") {
		fmt.Fprintf(out, "web: %d unit tests, %d of the embedded apps, %d in the browser\n", t.byPhase[webUnit], t.byPhase["web"], t.byPhase[browserTest])
	}
	fmt.Fprintf(out, "engines: %d on SQLite, %d on PostgreSQL\n", t.engine["SQLite"], t.engine["PostgreSQL"])
	fmt.Fprintf(out, "modes: %d in one process, %d split\n", t.mode["one process"], t.mode["split"])
	if has("e2e") {
		for _, story := range wantedStories {
			if t.stories[story] {
				fmt.Fprintln(out, story)
			} else {
				t.problem("missing: " + story)
			}
		}
	}
	for _, name := range t.skips {
		fmt.Fprintln(out, "skipped:", name)
	}
	for _, name := range t.failures {
		fmt.Fprintln(out, "FAILED:", name)
	}
	fmt.Fprintf(out, "%d passed, %d failed, %d skipped\n", t.passed, t.failed, t.skipped)
	return t.failed == 0 && t.skipped == 0
}

// parent returns the name of the test around a subtest, or nothing.
func parent(name string) string {
	i := strings.LastIndexByte(name, '/')
	if i < 0 {
		return ""
	}
	return name[:i]
}

var notWord = regexp.MustCompile(`[^a-z0-9]+`)

// engineOf returns the engine that the words of a test's name say.
func engineOf(name string) string {
	for _, w := range notWord.Split(strings.ToLower(name), -1) {
		switch w {
		case "sqlite":
			return "SQLite"
		case "postgres", "postgresql":
			return "PostgreSQL"
		}
	}
	return ""
}

// modeOf returns the process mode that the words of a test's name say.
func modeOf(name string) string {
	words := " " + strings.Join(notWord.Split(strings.ToLower(name), -1), " ") + " "
	switch {
	case strings.Contains(words, " one process "), strings.Contains(words, " oneprocess "):
		return "one process"
	case strings.Contains(words, " split "):
		return "split"
	}
	return ""
}
