package demo

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"
	"google.golang.org/grpc"

	"github.com/massar-platform/massar/refdata"
)

// Options say what demo to make and how to reach the platform.
type Options struct {
	// Conn gives the connection to an edge service: "auth", "waliye", "moudaris" or "idara".
	Conn func(service string) (grpc.ClientConnInterface, error)
	// BootstrapCode is the single-use code of the first ministry account.
	BootstrapCode string
	// Schools is how many schools there are (3 when 0): a primary school, a collège, a lycée, and again.
	Schools int
	// Seed decides everything that is made up.
	Seed int64
	// Today is the school date, YYYY-MM-DD: marks reach until then.
	Today string

	// Known are the accounts that an earlier run, which broke off, has kept.
	Known Accounts
	// Keep is told the accounts so far whenever one cannot be made again from the seed (its second factor
	// is the server's), and after each step.
	Keep func(Accounts) error
	// Codes is given the printed codes of students without a password, class by class; nil: they are dropped.
	Codes func([]Code) error

	Log      *slog.Logger
	Progress func(string)
}

// seeder is one run.
type seeder struct {
	opts    Options
	api     *api
	source  source
	plan    *plan
	workers int

	// offices, staff and guardians are those who are signed in; guardians by their children.
	offices   map[*school]*user
	staff     map[*teacher]*user
	guardians map[*pupil]*user
	// hashing bounds how many passwords are set or checked at once: that is work for a core each.
	hashing chan struct{}

	mu       sync.Mutex
	accounts Accounts
	handing  sync.Mutex
}

// Seed makes the demo and returns the accounts that can sign in.
func Seed(ctx context.Context, opts Options) (Accounts, error) {
	if opts.Schools == 0 {
		opts.Schools = 3
	}
	if opts.Log == nil {
		opts.Log = slog.New(slog.DiscardHandler)
	}
	if opts.Progress == nil {
		opts.Progress = func(string) {}
	}
	ref, err := refdata.Load()
	if err != nil {
		return nil, err
	}
	cores := runtime.GOMAXPROCS(0)
	d := &seeder{
		opts: opts, source: source{opts.Seed}, workers: max(4, 2*cores), hashing: make(chan struct{}, cores),
		offices: map[*school]*user{}, staff: map[*teacher]*user{}, guardians: map[*pupil]*user{},
	}
	if d.api, err = connect(opts.Conn); err != nil {
		return nil, err
	}
	if d.plan, err = newPlan(ref, opts.Seed, opts.Today, opts.Schools); err != nil {
		return nil, err
	}
	err = d.run(ctx)
	return d.accounts.sorted(), errors.Join(err, d.save())
}

// run does the steps one after the other; within a step the schools, teachers and classes are independent.
func (d *seeder) run(ctx context.Context) error {
	var above officers
	steps := []struct {
		name string
		work func(ctx context.Context) (done int, err error)
	}{
		{"officers", func(ctx context.Context) (int, error) {
			var err error
			above, err = d.openOfficers(ctx)
			return 3, err
		}},
		{"schools with their class lists", func(ctx context.Context) (int, error) {
			return d.each(ctx, len(d.plan.schools), func(ctx context.Context, i int) error {
				s := d.plan.schools[i]
				office, err := d.openSchool(ctx, above.province, s)
				d.mu.Lock()
				defer d.mu.Unlock()
				d.offices[s] = office
				return err
			})
		}},
		{"teachers with their classes", func(ctx context.Context) (int, error) {
			all := d.teachers()
			return d.each(ctx, len(all), func(ctx context.Context, i int) error {
				u, err := d.openTeacher(ctx, d.offices[all[i].school], all[i])
				d.mu.Lock()
				defer d.mu.Unlock()
				d.staff[all[i]] = u
				return err
			})
		}},
		{"timetables", func(ctx context.Context) (int, error) {
			return d.each(ctx, len(d.plan.schools), func(ctx context.Context, i int) error {
				return d.openTimetable(ctx, d.plan.schools[i])
			})
		}},
		{"students with passwords", func(ctx context.Context) (int, error) {
			var all []*pupil
			for _, s := range d.plan.schools {
				all = append(all, s.students()...)
			}
			return d.each(ctx, len(all), func(ctx context.Context, i int) error {
				return d.openStudent(ctx, d.offices[all[i].class.school], all[i])
			})
		}},
		{"families with passwords", func(ctx context.Context) (int, error) {
			return d.each(ctx, len(d.plan.families), func(ctx context.Context, i int) error {
				return d.openFamily(ctx, d.plan.families[i])
			})
		}},
		{"registers taken", d.takeRegisters},
		{"absences with a reason", func(ctx context.Context) (int, error) {
			all := d.excuses()
			return d.each(ctx, len(all), func(ctx context.Context, i int) error { return d.justify(ctx, all[i]) })
		}},
		{"schools with a changed week", func(ctx context.Context) (int, error) {
			return d.each(ctx, len(d.plan.schools), func(ctx context.Context, i int) error {
				return d.changeWeek(ctx, d.plan.schools[i])
			})
		}},
		// Registers come before marks: a control then finds who was away, and nobody's marks are made anew.
		{"teachers entered marks", func(ctx context.Context) (int, error) {
			all := d.teachers()
			return d.each(ctx, len(all), func(ctx context.Context, i int) error {
				return d.teach(ctx, d.staff[all[i]], all[i])
			})
		}},
		{"classes published", func(ctx context.Context) (int, error) {
			classes := d.classes(func(c *class) bool { return c.stage == published })
			return d.each(ctx, len(classes), func(ctx context.Context, i int) error { return d.publish(ctx, classes[i]) })
		}},
		{"classes with printed codes", func(ctx context.Context) (int, error) {
			classes := d.classes(func(*class) bool { return true })
			return d.each(ctx, len(classes), func(ctx context.Context, i int) error {
				return d.printCodes(ctx, d.offices[classes[i].school], classes[i])
			})
		}},
	}
	for _, step := range steps {
		began := time.Now()
		done, err := step.work(ctx)
		if err != nil {
			return err
		}
		if err := d.save(); err != nil {
			return err
		}
		d.opts.Log.DebugContext(ctx, "demo step done", slog.String("step", step.name), slog.Int("count", done), slog.Duration("took", time.Since(began)))
		d.opts.Progress(fmt.Sprintf("%s: %d", step.name, done))
	}
	return nil
}

// each runs independent work, a few at a time, until the first failure.
func (d *seeder) each(ctx context.Context, n int, work func(ctx context.Context, i int) error) (int, error) {
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(d.workers)
	for i := range n {
		group.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			return work(ctx, i)
		})
	}
	return n, group.Wait()
}

func (d *seeder) teachers() []*teacher {
	var all []*teacher
	for _, s := range d.plan.schools {
		all = append(all, s.teachers...)
	}
	return all
}

func (d *seeder) classes(want func(*class) bool) []*class {
	var all []*class
	for _, s := range d.plan.schools {
		for _, c := range s.classes {
			if want(c) {
				all = append(all, c)
			}
		}
	}
	return all
}

// known finds an account that an earlier run has kept. What the ministry signs in with is the server's choice.
func (d *seeder) known(a Account) (Account, bool) {
	for _, k := range d.opts.Known {
		if k.Role == a.Role && (k.Identifier == a.Identifier || a.Identifier == "") {
			d.mu.Lock()
			defer d.mu.Unlock()
			d.accounts = append(d.accounts, k)
			return k, true
		}
	}
	return a, false
}

// keep remembers an account.
func (d *seeder) keep(a Account) error {
	d.mu.Lock()
	d.accounts = append(d.accounts, a)
	d.mu.Unlock()
	if a.TOTPSecret == "" {
		return nil
	}
	return d.save()
}

// save hands the accounts so far to who keeps them.
func (d *seeder) save() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.opts.Keep == nil {
		return nil
	}
	return d.opts.Keep(d.accounts.sorted())
}

// handOut passes printed codes on, one class at a time.
func (d *seeder) handOut(codes []Code) error {
	if d.opts.Codes == nil {
		return nil
	}
	d.handing.Lock()
	defer d.handing.Unlock()
	return d.opts.Codes(codes)
}
