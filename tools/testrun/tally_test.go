package main

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"time"
)

// play feeds events written as "action test" of one package and returns what was printed.
func play(t *tally, lines ...string) {
	for _, line := range lines {
		action, rest, _ := strings.Cut(line, " ")
		e := event{Action: action, Package: module + "/x"}
		if action == "output" {
			e.Test, e.Output, _ = strings.Cut(rest, "|")
			e.Output += "\n"
		} else {
			e.Test = rest
		}
		t.add(e)
	}
}

func equal[T comparable](t *testing.T, what string, want, got T) {
	t.Helper()
	if want != got {
		t.Errorf("%s: want %v, got %v", what, want, got)
	}
}

func TestLeavesAreCounted(t *testing.T) {
	var out bytes.Buffer
	c := newTally(&out)
	c.phase = "units"
	play(c, "run TestA", "run TestA/sqlite", "run TestA/sqlite/deep", "pass TestA/sqlite/deep", "pass TestA/sqlite", "pass TestA",
		"run TestB", "pass TestB", "run TestC", "run TestC/postgres", "pass TestC/postgres", "pass TestC", "pass ")
	c.endOfStream()
	equal(t, "passed", 3, c.passed)
	equal(t, "SQLite", 1, c.engine["SQLite"])
	equal(t, "PostgreSQL", 1, c.engine["PostgreSQL"])
	equal(t, "closed well", true, c.close(&out, []string{"units", "postgres"}, time.Second))
	if !strings.HasSuffix(out.String(), "3 passed, 0 failed, 0 skipped\n") {
		t.Errorf("closing line: %q", out.String())
	}
}

func TestAFailureIsCountedOnceAndShown(t *testing.T) {
	var out bytes.Buffer
	c := newTally(&out)
	play(c, "run TestA", "run TestA/one", "output TestA/one|want 1, got 2", "fail TestA/one", "run TestA/two", "pass TestA/two", "fail TestA", "fail ")
	c.endOfStream()
	equal(t, "failed", 1, c.failed)
	equal(t, "passed", 1, c.passed)
	equal(t, "shown", true, strings.Contains(out.String(), "want 1, got 2"))
	equal(t, "closed well", false, c.close(&out, nil, 0))
}

func TestWhatNeverEndsFails(t *testing.T) {
	for name, lines := range map[string][]string{
		"panic":       {"run TestA", "output TestA|panic: boom", "fail "},
		"no build":    {"fail "},
		"killed":      {"run TestA"},
		"deep panic":  {"run TestA", "run TestA/x", "output TestA/x|panic", "fail "},
		"parent only": {"run TestA", "run TestA/x", "pass TestA/x", "fail TestA", "fail "},
	} {
		t.Run(name, func(t *testing.T) {
			c := newTally(new(bytes.Buffer))
			play(c, lines...)
			c.endOfStream()
			equal(t, "failed", 1, c.failed)
		})
	}
}

func TestASkipFailsTheRun(t *testing.T) {
	c := newTally(new(bytes.Buffer))
	play(c, "run TestA", "skip TestA", "run TestB", "pass TestB", "pass ")
	equal(t, "skipped", 1, c.skipped)
	equal(t, "failed", 0, c.failed)
	equal(t, "closed well", false, c.close(new(bytes.Buffer), nil, 0))
}

func TestAMissingEngineOrStoryFailsTheRun(t *testing.T) {
	full := func() *tally {
		c := newTally(new(bytes.Buffer))
		play(c, "run TestA/sqlite", "pass TestA/sqlite", "run TestA/postgres", "pass TestA/postgres", "run TestStory")
		for _, s := range wantedStories {
			play(c, "output TestStory|    story_test.go:12: "+s)
		}
		play(c, "pass TestStory", "pass ")
		c.one(webUnit, "queue.test.ts: keeps order", "passed")
		c.one(browserTest, "front > opens [ar-360]", "passed")
		return c
	}
	equal(t, "all there", true, full().close(new(bytes.Buffer), phases, 0))
	for _, drop := range []func(*tally){
		func(c *tally) { delete(c.engine, "SQLite") },
		func(c *tally) { delete(c.engine, "PostgreSQL") },
		func(c *tally) { delete(c.stories, wantedStories[2]) },
		func(c *tally) { delete(c.byPhase, webUnit) },
		func(c *tally) { delete(c.byPhase, browserTest) },
	} {
		c := full()
		drop(c)
		equal(t, "one missing", false, c.close(new(bytes.Buffer), phases, 0))
	}
}

func TestBrowserTestsAreCountedByProject(t *testing.T) {
	const report = `{"suites":[{"title":"front.spec.ts","specs":[
		{"title":"opens","tests":[{"projectName":"ar-360","status":"expected"},{"projectName":"fr-360","status":"flaky"}]}],
		"suites":[{"title":"offline","specs":[{"title":"reads","tests":[{"projectName":"ar-360","status":"skipped"}]},
		{"title":"writes","tests":[{"projectName":"ar-360","status":"unexpected"}]}]}]}],
		"errors":[{"message":"a file does not compile"}]}`
	var s browserSuite
	if err := json.Unmarshal([]byte(report), &s); err != nil {
		t.Fatal(err)
	}
	c := newTally(new(bytes.Buffer))
	s.count(c, "")
	equal(t, "passed", 1, c.passed)
	equal(t, "skipped", "front.spec.ts > offline > reads [ar-360] (browser)", strings.Join(c.skips, "|"))
	equal(t, "failed", "browser tests: a file does not compile|front.spec.ts > opens [fr-360] (browser)|front.spec.ts > offline > writes [ar-360] (browser)",
		strings.Join(c.failures, "|"))
	equal(t, "failures", 3, c.failed)
}

func TestEnginesAndModesByName(t *testing.T) {
	for name, want := range map[string][2]string{
		"TestSave/sqlite":                          {"SQLite", ""},
		"TestSave/stale/postgres":                  {"PostgreSQL", ""},
		"TestStory/one_process_x_PostgreSQL":       {"PostgreSQL", "one process"},
		"TestStory/split/SQLite/save":              {"SQLite", "split"},
		"TestSplitsNames":                          {"", ""},
		"TestSQLitePragma":                         {"", ""},
		"TestStory/one-process/sqlite/split_class": {"SQLite", "one process"},
	} {
		equal(t, name+" engine", want[0], engineOf(name))
		equal(t, name+" mode", want[1], modeOf(name))
	}
}

func TestOnlyTheClockOfAFuzzRunIsForgiven(t *testing.T) {
	for name, c := range map[string]struct {
		output []string
		clock  bool
	}{
		"its own clock":   {[]string{"=== RUN FuzzFold\n", "    context deadline exceeded\n"}, true},
		"a failing input": {[]string{"    context deadline exceeded\n", "    Failing input written to testdata/fuzz/FuzzFold/1\n"}, false},
		"a panic":         {[]string{"panic: runtime error\n", "    context deadline exceeded\n"}, false},
		"another failure": {[]string{"    fold_test.go:9: got context deadline exceeded\n"}, false},
		"nothing":         {nil, false},
	} {
		var events []event
		for _, line := range c.output {
			events = append(events, event{Action: "output", Output: line})
		}
		if endedByItsClock(events) != c.clock {
			t.Errorf("%s: want %v", name, c.clock)
		}
	}
}
