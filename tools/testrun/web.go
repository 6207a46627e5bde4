package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"time"
)

// seedPatience is how long the demo may take to fill on the slowest machine.
const seedPatience = 5 * time.Minute

// web runs the tests of the web apps: types, unit tests, the apps as they are embedded, what a first visit costs, and
// the browser on a server with the demo.
func web(ctx context.Context, t *tally) {
	t.phase = "web"
	if err := webBuild(ctx); err != nil {
		t.problem(fmt.Sprintf("building the web apps: %v", err))
		return
	}
	for _, script := range []string{"check", "size"} {
		if err := show(exec.CommandContext(ctx, "npm", "--prefix", "web", "run", "--silent", script)); err != nil {
			t.problem(fmt.Sprintf("npm run %s: %v", script, err))
		}
	}
	scratch, err := os.MkdirTemp("", "massar-web-")
	if err != nil {
		t.problem(err.Error())
		return
	}
	defer os.RemoveAll(scratch)
	webUnits(ctx, t, filepath.Join(scratch, "units.json"))
	command{phase: "web", args: []string{"-count=1", "-tags=webapps", "./web"}}.run(ctx, t)
	if err := webBrowser(ctx, t, scratch); err != nil {
		t.problem(fmt.Sprintf("browser tests: %v", err))
	}
}

// webBuild builds what is tested; here a missing Node is no reason to go on without the apps.
func webBuild(ctx context.Context) error {
	if err := show(exec.CommandContext(ctx, "tools/web.sh", "install")); err != nil {
		return err
	}
	return show(exec.CommandContext(ctx, "make", "--no-print-directory", "build"))
}

// webUnits runs vitest and counts what its report says.
func webUnits(ctx context.Context, t *tally, file string) {
	err := show(webTool(ctx, "vitest", "run", "--reporter=dot", "--reporter=json", "--outputFile.json="+file))
	var report struct {
		TestResults []struct {
			Name             string
			Status           string
			AssertionResults []struct{ FullName, Status string }
		}
	}
	if readErr := readJSON(file, &report); readErr != nil {
		t.problem(fmt.Sprintf("vitest: %v", errors.Join(err, readErr)))
		return
	}
	before := t.failed
	for _, f := range report.TestResults {
		_, name, _ := strings.Cut(filepath.ToSlash(f.Name), "/web/")
		if f.Status == "failed" && len(f.AssertionResults) == 0 {
			t.one(webUnit, name+" (did not load)", "failed")
		}
		for _, a := range f.AssertionResults {
			t.one(webUnit, name+": "+a.FullName, a.Status)
		}
	}
	if err != nil && t.failed == before {
		t.problem(fmt.Sprintf("vitest: %v, and no test says why", err))
	}
}

// webBrowser starts the demo and runs Playwright against it.
func webBrowser(ctx context.Context, t *tally, scratch string) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	data := filepath.Join(scratch, "data")
	server := exec.CommandContext(ctx, "bin/massar", "run", "--demo", "--data", data, "--listen", "127.0.0.1:0", "--log-level", "error")
	// A sandbox needs a user that is not root; what is printed here comes from the tests themselves.
	server.Env = append(os.Environ(), fmt.Sprintf("MASSAR_LETTER_SANDBOX=%t", os.Geteuid() != 0))
	server.Cancel = func() error { return server.Process.Signal(os.Interrupt) }
	server.WaitDelay = 20 * time.Second
	server.Stderr = os.Stderr
	out, err := server.StdoutPipe()
	if err != nil {
		return err
	}
	if err := server.Start(); err != nil {
		return err
	}
	ended := make(chan struct{})
	defer func() { cancel(); <-ended }()
	listening := make(chan string, 1)
	go func() {
		defer close(ended)
		follow(out, listening)
		_ = server.Wait() // how it ends after the tests is the business of other tests
	}()

	url, err := demoReady(listening, ended, filepath.Join(data, "demo-accounts.json"))
	if err != nil {
		return err
	}
	file := filepath.Join(scratch, "browser.json")
	playwright := webTool(ctx, "playwright", "test", "-c", "e2e", "--reporter=line,json")
	playwright.Env = append(os.Environ(), "MASSAR_URL="+url, "MASSAR_DATA="+data, "PLAYWRIGHT_JSON_OUTPUT_NAME="+file, "CI=1")
	if bin, absErr := filepath.Abs("bin/massar"); absErr == nil {
		playwright.Env = append(playwright.Env, "MASSAR_BIN="+bin)
	}
	runErr := show(playwright)
	var report browserSuite
	if err := readJSON(file, &report); err != nil {
		return errors.Join(runErr, err)
	}
	before := t.failed
	report.count(t, "")
	if runErr != nil && t.failed == before {
		return fmt.Errorf("%w, and no test says why", runErr)
	}
	return nil
}

// browserSuite is a file or a group of Playwright's report, or the report itself.
type browserSuite struct {
	Title  string
	Suites []browserSuite
	Specs  []struct {
		Title string
		Tests []struct{ ProjectName, Status string }
	}
	Errors []struct{ Message string }
}

// count counts each test, once for each project that it ran in. A test that passed at the second attempt has failed.
func (s browserSuite) count(t *tally, above string) {
	for _, e := range s.Errors {
		t.problem("browser tests: " + e.Message)
	}
	name := strings.TrimPrefix(above+" > "+s.Title, " > ")
	for _, spec := range s.Specs {
		for _, run := range spec.Tests {
			status := map[string]string{"expected": "passed", "skipped": "skipped"}[run.Status]
			t.one(browserTest, fmt.Sprintf("%s > %s [%s]", name, spec.Title, run.ProjectName), status)
		}
	}
	for _, inner := range s.Suites {
		inner.count(t, name)
	}
}

var listenLine = regexp.MustCompile(`^JSON\s+(http\S+)`)

// follow reads what the server prints to its end, and gives on the address that it serves.
func follow(out io.Reader, listening chan<- string) {
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if m := listenLine.FindStringSubmatch(lines.Text()); m != nil {
			listening <- m[1]
		}
	}
}

// demoReady waits until the server serves and its demo is complete: then the accounts are written.
func demoReady(listening <-chan string, ended <-chan struct{}, accounts string) (string, error) {
	deadline := time.After(seedPatience)
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	url := ""
	for {
		select {
		case url = <-listening:
		case <-ended:
			return "", errors.New("the server ended before its demo was complete")
		case <-deadline:
			return "", fmt.Errorf("the demo is not complete after %s", seedPatience)
		case <-tick.C:
			if _, err := os.Stat(accounts); err == nil && url != "" {
				return url, nil
			}
		}
	}
}

// webTool is a program that npm installed for the web apps.
func webTool(ctx context.Context, name string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, filepath.Join("node_modules", ".bin", name), args...)
	cmd.Dir = "web"
	return cmd
}

// show runs a command whose output is for the reader.
func show(cmd *exec.Cmd) error {
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	return cmd.Run()
}

func readJSON(file string, into any) error {
	content, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	return json.Unmarshal(content, into)
}
