package letter

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"time"
)

// Bounds of one rendering.
const (
	defaultCommand  = "chromium"
	defaultTimeout  = 20 * time.Second
	defaultParallel = 2
	defaultMemory   = 1024 // MiB
	maxPDF          = 16 << 20
	killWait        = 2 * time.Second
)

// font is what letters are set in; it has Arabic and Latin letters.
const font = "Amiri"

// ErrFontMissing says that the letter was printed without its font: in another
// one Arabic may be unreadable.
var ErrFontMissing = errors.New("letter: the font " + font + " is not installed")

// MissingError says that the program that prints letters is not installed.
type MissingError struct {
	Command string
	Err     error
}

// Error implements error.
func (e *MissingError) Error() string {
	return fmt.Sprintf("letter: %s, which prints letters, is not installed: %v", e.Command, e.Err)
}

// Unwrap gives the cause.
func (e *MissingError) Unwrap() error { return e.Err }

// Config says how letters are printed. Zero values take the defaults.
type Config struct {
	// Command is Chromium's name or path.
	Command string
	// Timeout bounds one letter, MaxParallel how many are printed at once, MemoryMB
	// what one process of the browser may take.
	Timeout     time.Duration
	MaxParallel int
	MemoryMB    int
	// TempDir holds a folder for each letter while it is printed.
	TempDir string
	// NoSandbox gives up the browser's own sandbox, for containers without user
	// namespaces. Root, for whom Chromium has none, needs not say so.
	NoSandbox bool
}

// Renderer prints letters. It is safe for concurrent use.
type Renderer struct {
	config Config
	pages  pages
	slots  chan struct{}
}

// New reads the templates. It does not look for the program: a service that never
// prints a letter needs none. Available does.
func New(c Config) (*Renderer, error) {
	p, err := parsePages()
	if err != nil {
		return nil, err
	}
	if c.Command == "" {
		c.Command = defaultCommand
	}
	if c.Timeout <= 0 {
		c.Timeout = defaultTimeout
	}
	if c.MaxParallel <= 0 {
		c.MaxParallel = defaultParallel
	}
	if c.MemoryMB <= 0 {
		c.MemoryMB = defaultMemory
	}
	return &Renderer{config: c, pages: p, slots: make(chan struct{}, c.MaxParallel)}, nil
}

// Available is nil where the program is installed, else a *MissingError.
func (r *Renderer) Available() error {
	_, err := r.program()
	return err
}

func (r *Renderer) program() (string, error) {
	path, err := exec.LookPath(r.config.Command)
	if err != nil {
		return "", &MissingError{Command: r.config.Command, Err: err}
	}
	return path, nil
}

// Render prints a letter as PDF. The error is a *MissingError where the program is
// not installed, ErrInvalid for a letter that cannot be written, ErrFontMissing,
// or that of the context: context.DeadlineExceeded after the renderer's own
// timeout too. Waiting for a free place counts only against ctx.
func (r *Renderer) Render(ctx context.Context, l Letter) ([]byte, error) {
	l, err := l.cleaned()
	if err != nil {
		return nil, err
	}
	page, err := r.pages.html(l)
	if err != nil {
		return nil, err
	}
	select {
	case r.slots <- struct{}{}:
	case <-ctx.Done():
		return nil, fmt.Errorf("waiting to print a letter: %w", ctx.Err())
	}
	defer func() { <-r.slots }()
	pdf, err := r.print(ctx, page)
	if err != nil {
		return nil, err
	}
	if !bytes.Contains(pdf, []byte("+"+font)) {
		return nil, ErrFontMissing
	}
	return pdf, nil
}

// print turns a page into PDF in a folder that nobody else reads.
func (r *Renderer) print(ctx context.Context, page []byte) (pdf []byte, err error) {
	program, err := r.program()
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp(r.config.TempDir, "massar-letter-")
	if err != nil {
		return nil, fmt.Errorf("making a folder for a letter: %w", err)
	}
	if dir, err = filepath.Abs(dir); err != nil {
		return nil, fmt.Errorf("making a folder for a letter: %w", err)
	}
	defer func() {
		if gone := os.RemoveAll(dir); gone != nil && err == nil {
			err = fmt.Errorf("removing the folder of a letter: %w", gone)
		}
	}()
	in, out := filepath.Join(dir, "letter.html"), filepath.Join(dir, "letter.pdf")
	if err := os.WriteFile(in, page, 0o600); err != nil {
		return nil, fmt.Errorf("writing the page of a letter: %w", err)
	}
	ctx, cancel := context.WithTimeout(ctx, r.config.Timeout)
	defer cancel()
	if err := r.run(ctx, program, dir, in, out); err != nil {
		return nil, err
	}
	return readPDF(out)
}

// run starts the browser through a shell that bounds what it may take: its memory
// (of data, since a browser reserves far more addresses than it uses) and no core
// files, which would hold the letter. What it prints is dropped: it may quote the page.
func (r *Renderer) run(ctx context.Context, program, dir, in, out string) error {
	args := []string{
		"-c", `ulimit -c 0; ulimit -d "$1"; shift; exec "$@"`, "sh", strconv.Itoa(r.config.MemoryMB << 10),
		program, "--headless", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--no-default-browser-check",
		"--disable-extensions", "--disable-sync", "--disable-breakpad", "--disable-background-networking", "--disable-component-update",
		"--js-flags=--jitless",
		// No network: no name is found, and everything goes to a proxy that is not there.
		"--host-resolver-rules=MAP * ~NOTFOUND", "--proxy-server=http://127.0.0.1:9", "--proxy-bypass-list=<-loopback>",
		"--user-data-dir=" + filepath.Join(dir, "profile"), "--no-pdf-header-footer", "--print-to-pdf=" + out,
	}
	if r.config.NoSandbox || os.Geteuid() == 0 {
		args = append(args, "--no-sandbox")
	}
	cmd := exec.CommandContext(ctx, "/bin/sh", append(args, (&url.URL{Scheme: "file", Path: in}).String())...)
	cmd.Dir = dir
	cmd.Env = []string{
		"PATH=/usr/local/bin:/usr/bin:/bin", "LANG=C.UTF-8", "HOME=" + dir,
		"TMPDIR=.", // the browser's socket lies there, and a socket's path is short
		"XDG_CONFIG_HOME=" + dir, "XDG_CACHE_HOME=" + dir, "XDG_RUNTIME_DIR=" + dir, "DBUS_SESSION_BUS_ADDRESS=disabled:",
	}
	// The browser starts processes of its own: they share a group, so that none outlives the letter.
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	kill := func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	cmd.Cancel = kill
	cmd.WaitDelay = killWait
	err := cmd.Run()
	if cmd.Process != nil {
		_ = kill() // usually nothing is left
	}
	if ctx.Err() != nil {
		return fmt.Errorf("printing a letter: %w", ctx.Err())
	}
	if err != nil {
		return fmt.Errorf("printing a letter: %w", err)
	}
	return nil
}

func readPDF(name string) ([]byte, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, errors.New("printing a letter: the browser wrote nothing")
	}
	if info.Size() > maxPDF {
		return nil, fmt.Errorf("printing a letter: %d bytes, over %d", info.Size(), maxPDF)
	}
	pdf, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("reading a letter: %w", err)
	}
	if !bytes.HasPrefix(pdf, []byte("%PDF-")) {
		return nil, errors.New("printing a letter: what the browser wrote is no PDF")
	}
	return pdf, nil
}
