package main

import (
	"context"
	"crypto/tls"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"path/filepath"
	"time"

	"google.golang.org/grpc"

	"github.com/massar-platform/massar/gateway"
	"github.com/massar-platform/massar/platform/app"
	"github.com/massar-platform/massar/platform/auth"
	"github.com/massar-platform/massar/platform/ca"
	"github.com/massar-platform/massar/platform/cache"
	"github.com/massar-platform/massar/platform/clock"
	"github.com/massar-platform/massar/platform/rpc"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/telemetry"
	attendancev1 "github.com/massar-platform/massar/proto/gen/massar/attendance/v1"
	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	identityv1 "github.com/massar-platform/massar/proto/gen/massar/identity/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/refdata"
	"github.com/massar-platform/massar/services/attendance"
	"github.com/massar-platform/massar/services/grade"
	"github.com/massar-platform/massar/services/idara"
	"github.com/massar-platform/massar/services/identity"
	"github.com/massar-platform/massar/services/moudaris"
	"github.com/massar-platform/massar/services/moutamadris"
	"github.com/massar-platform/massar/services/school"
	"github.com/massar-platform/massar/services/timetable"
	"github.com/massar-platform/massar/services/waliye"
	"github.com/massar-platform/massar/web"
)

// process is what this file builds: every hosted service with its dependencies, in one run group. This is
// the one place that names every service.
type process struct {
	cfg    Config
	clock  clock.School
	ref    *refdata.Set
	tel    *telemetry.Telemetry
	log    *slog.Logger
	tls    *tls.Config
	server *rpc.Server
	dialer *rpc.Dialer
	cache  *cache.Cache
	group  *app.Group

	// Set when hosted.
	identity *identity.Service
	gateway  *gateway.Gateway
	internal *telemetry.Server

	closers []func()
}

// revocationPoll is how often a process asks which tokens died.
const revocationPoll = time.Second

// service is a part of the process that owns background work.
type service interface {
	rpc.Service
	Start(ctx context.Context) error
	Stop(ctx context.Context) error
	Health(ctx context.Context) error
}

func newProcess(ctx context.Context, cfg Config, ref *refdata.Set, school clock.School) (built *process, err error) {
	p := &process{cfg: cfg, clock: school, ref: ref}
	defer func() {
		if err != nil {
			p.close()
		}
	}()
	var level slog.Level
	if err := level.UnmarshalText([]byte(cfg.LogLevel)); err != nil {
		return nil, fmt.Errorf("log_level: %w", err)
	}
	p.tel, err = telemetry.New(ctx, telemetry.Config{
		Services: cfg.hosted(), Version: version, Level: level, Format: cfg.LogFormat, RequestID: rpc.RequestID,
	})
	if err != nil {
		return nil, err
	}
	p.log = p.tel.Log
	p.group = app.New(p.log, 0)
	p.group.Add(app.Component{Name: "telemetry", Stop: p.tel.Shutdown})
	if cfg.TLS.CA != "" {
		if p.tls, err = ca.TLSConfig(cfg.TLS.CA, cfg.TLS.Cert, cfg.TLS.Key); err != nil {
			return nil, err
		}
	}
	if err := p.addServer(); err != nil {
		return nil, err
	}
	if err := p.addCache(); err != nil {
		return nil, err
	}
	if err := p.addServices(ctx); err != nil {
		return nil, err
	}
	p.addListeners()
	if err := p.addGateway(); err != nil {
		return nil, err
	}
	return p, nil
}

// close releases what newProcess opened, newest first.
func (p *process) close() {
	for i := len(p.closers) - 1; i >= 0; i-- {
		p.closers[i]()
	}
}

// addServer makes the server, the dialer and the verification of tokens: keys and revocations come from
// identity, wherever it runs.
func (p *process) addServer() error {
	revocations := auth.NewRevocationList()
	verifier, err := auth.NewVerifier(auth.VerifierConfig{
		Keys:        auth.NewKeyCache(p.fetchKeys, nil),
		Revocations: revocations,
	})
	if err != nil {
		return err
	}
	p.server, err = rpc.NewServer(rpc.Options{
		Services: p.cfg.hosted(), Log: p.log, Verifier: verifier, TLS: p.tls, Meter: p.tel.Meter, Tracer: p.tel.Tracer,
	})
	if err != nil {
		return err
	}
	p.dialer = rpc.NewDialer(p.server, p.cfg.Peers, p.tls, rpc.WithTracer(p.tel.Tracer))
	p.closers = append(p.closers, func() { _ = p.dialer.Close() })
	p.group.Add(app.Component{
		Name: "rpc",
		Run: func(ctx context.Context) error {
			served := make(chan error, 1)
			go func() { served <- p.server.ServeLocal() }()
			select {
			case err := <-served:
				return err
			case <-ctx.Done():
				return nil
			}
		},
		Stop: func(ctx context.Context) error {
			p.server.GracefulStop(ctx)
			return nil
		},
	})
	p.group.Add(app.Component{
		Name: "revocations",
		Run: func(ctx context.Context) error {
			revocations.Poll(ctx, revocationPoll, p.fetchRevocations, func(err error) {
				if err != nil {
					p.log.WarnContext(ctx, "identity does not say which tokens died; asking again", slog.Any("error", err))
				}
			})
			return nil
		},
	})
	return nil
}

// self is the name under which the process itself calls identity: one of the services that it hosts.
func (p *process) self() string { return p.cfg.hosted()[0] }

// clients are the shared services as one service sees them.
type clients struct {
	identity   identityv1.IdentityServiceClient
	school     schoolv1.SchoolServiceClient
	grade      gradev1.GradeServiceClient
	timetable  timetablev1.TimetableServiceClient
	attendance attendancev1.AttendanceServiceClient
}

// shared are the services that audiences call, all of them.
var shared = []string{"identity", "school", "grade", "timetable", "attendance"}

// needs says which shared services a shared service calls itself.
var needs = map[string][]string{
	"identity":   {"school"},
	"school":     {"identity"},
	"grade":      {"identity", "school", "attendance"},
	"timetable":  {"identity", "school"},
	"attendance": {"identity", "school", "timetable"},
}

func (p *process) clientsOf(from string) (clients, error) {
	wanted, isShared := needs[from]
	if !isShared {
		wanted = shared
	}
	var c clients
	for _, to := range wanted {
		conn, err := p.dialer.Conn(from, to)
		if err != nil {
			return clients{}, err
		}
		switch to {
		case "identity":
			c.identity = identityv1.NewIdentityServiceClient(conn)
		case "school":
			c.school = schoolv1.NewSchoolServiceClient(conn)
		case "grade":
			c.grade = gradev1.NewGradeServiceClient(conn)
		case "timetable":
			c.timetable = timetablev1.NewTimetableServiceClient(conn)
		case "attendance":
			c.attendance = attendancev1.NewAttendanceServiceClient(conn)
		}
	}
	return c, nil
}

// scope asks identity, with the caller's own token, what the caller reaches; remembered for five seconds.
func scope(c clients) (auth.ScopeSource, error) {
	return auth.NewScopeCache(auth.ScopeFunc(func(ctx context.Context, _ auth.Principal) (*typev1.Scope, error) {
		return c.identity.ResolveScope(ctx, &identityv1.ResolveScopeRequest{})
	}), 0, nil)
}

// addCache makes the process's one connection to the shared cache: hot weeks and rate limits.
func (p *process) addCache() (err error) {
	p.cache, err = cache.New(cache.Config{RedisURL: p.cfg.Redis, Replicas: p.cfg.Replicas, Log: p.log, Meter: p.tel.Meter})
	if err != nil {
		return err
	}
	p.group.Add(app.Component{Name: "cache", Start: p.cache.Start, Stop: func(context.Context) error { return p.cache.Close() }})
	return nil
}

// addServices builds the hosted services. An order is not needed: connections are made when first used.
func (p *process) addServices(ctx context.Context) error {
	for _, name := range p.cfg.hosted() {
		if name == "gateway" {
			continue
		}
		c, err := p.clientsOf(name)
		if err != nil {
			return err
		}
		if err := p.addService(ctx, name, c); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

func (p *process) addService(ctx context.Context, name string, c clients) error {
	switch name {
	case "moutamadris":
		return p.server.Register(moutamadris.New(moutamadris.Deps{
			Identity: c.identity, School: c.school, Grade: c.grade, Timetable: c.timetable, Attendance: c.attendance, Clock: p.clock,
		}))
	case "waliye":
		return p.server.Register(waliye.New(waliye.Deps{
			Identity: c.identity, School: c.school, Grade: c.grade, Timetable: c.timetable, Attendance: c.attendance, Clock: p.clock,
		}))
	case "moudaris":
		return p.server.Register(moudaris.New(moudaris.Deps{
			Identity: c.identity, School: c.school, Grade: c.grade, Timetable: c.timetable, Attendance: c.attendance, Clock: p.clock,
		}))
	case "idara":
		return p.server.Register(idara.New(idara.Deps{
			Identity: c.identity, School: c.school, Grade: c.grade, Timetable: c.timetable, Attendance: c.attendance, Clock: p.clock,
		}))
	}
	db, err := p.open(ctx, name)
	if err != nil {
		return err
	}
	reach, err := scope(c)
	if err != nil {
		return err
	}
	var built service
	switch name {
	case "identity":
		p.identity, err = identity.New(identity.Config{
			PepperFile: p.cfg.pepperPath(), CreatePepper: p.cfg.PepperFile == "", BootstrapIdentifier: p.cfg.FirstAccount,
		}, identity.Deps{DB: db, School: c.school, Clock: clock.System{}, Log: p.log})
		built = p.identity
		if err == nil {
			err = p.watchPasswords()
		}
	case "school":
		built, err = school.New(school.Deps{DB: db, Scope: reach, Refdata: p.ref, Clock: p.clock, Log: p.log})
	case "grade":
		built, err = grade.New(grade.Config{}, grade.Deps{
			DB: db, School: c.school, Attendance: c.attendance, Scope: reach, Refdata: p.ref, Clock: p.clock, Log: p.log,
		})
	case "timetable":
		built, err = timetable.New(timetable.Config{
			PublicURL: p.cfg.PublicURL, KeyFile: p.cfg.linkKeyPath(), CreateKey: p.cfg.LinkKeyFile == "",
		}, timetable.Deps{
			DB: db, School: c.school, Identity: c.identity, Cache: p.cache, Scope: reach, Refdata: p.ref, Clock: p.clock, Log: p.log,
		})
	case "attendance":
		built, err = p.newAttendance(db, reach, c)
	}
	if err != nil {
		return err
	}
	p.group.Add(app.Component{Name: name, Start: built.Start, Stop: built.Stop, Ready: built.Health})
	return p.server.Register(built)
}

func (p *process) newAttendance(db sqldb.DB, reach auth.ScopeSource, c clients) (*attendance.Service, error) {
	documents, err := p.cfg.documentsURL()
	if err != nil {
		return nil, err
	}
	return attendance.New(attendance.Config{
		Documents: documents, LinkKeyFile: p.cfg.linkKeyPath(), CreateLinkKey: p.cfg.LinkKeyFile == "",
		LetterCommand: p.cfg.LetterCommand, LetterNoSandbox: !p.cfg.LetterSandbox,
	}, attendance.Deps{
		DB: db, School: c.school, Timetable: c.timetable, Scope: reach, Refdata: p.ref, Clock: p.clock, Log: p.log,
	})
}

// open opens a service's own database and closes it after the service.
func (p *process) open(ctx context.Context, name string) (sqldb.DB, error) {
	cfg := database(p.cfg, name)
	cfg.Tracer = p.tel.Tracer
	db, err := sqldb.Open(ctx, cfg, owners[name]())
	if err != nil {
		return nil, err
	}
	p.closers = append(p.closers, db.Close)
	p.group.Add(app.Component{Name: name + " database", Ready: db.Ready})
	return db, p.watch(name, db)
}

// addListeners opens the port for other processes, where asked, and the internal one.
func (p *process) addListeners() {
	if p.cfg.RPCListen != "" {
		p.group.Add(app.Component{Name: "rpc listener", Start: func(ctx context.Context) error {
			listener, err := app.Listen(ctx, p.cfg.RPCListen, "calls from other services", "rpc_listen")
			if err != nil {
				return err
			}
			go func() {
				if err := p.server.Serve(listener); err != nil {
					p.log.ErrorContext(ctx, "the listener for other services ended", slog.Any("error", err))
				}
			}()
			return nil
		}})
	}
	p.internal = p.tel.NewServer(func(ctx context.Context) (net.Listener, error) {
		return app.Listen(ctx, p.cfg.InternalListen, "metrics and profiles", "internal_listen")
	}, map[string]http.Handler{"/readyz": p.group.ReadyHandler()})
	p.group.Add(app.Component{Name: "internal port", Start: p.internal.Start, Run: p.internal.Run, Stop: p.internal.Stop})
}

func (p *process) addGateway() error {
	if !p.cfg.hosts("gateway") {
		return nil
	}
	proxies, err := p.cfg.proxies()
	if err != nil {
		return err
	}
	conns := map[string]grpc.ClientConnInterface{}
	for _, name := range []string{"identity", "moutamadris", "waliye", "moudaris", "idara"} {
		if conns[name], err = p.dialer.Conn("gateway", name); err != nil {
			return err
		}
	}
	apps, err := web.Apps()
	if err != nil {
		return err
	}
	p.gateway, err = gateway.New(gateway.Config{
		Listen: p.cfg.Listen, GRPCListen: p.cfg.GRPCListen, CertFile: p.cfg.TLS.PublicCert, KeyFile: p.cfg.TLS.PublicKey,
		PublicURL: p.cfg.PublicURL, Version: version, TrustedProxies: proxies,
	}, gateway.Deps{
		Conns: conns, Log: p.log, Ready: p.group.Report, Clock: p.clock, Cache: p.cache,
		WebApps: apps, Meter: p.tel.Meter, Tracer: p.tel.Tracer, Propagator: p.tel.Propagator,
	})
	if err != nil {
		return err
	}
	p.group.Add(app.Component{Name: "gateway", Start: p.gateway.Start, Run: p.gateway.Run, Stop: p.gateway.Stop})
	return nil
}

// accountsPath is where the demo's accounts are kept.
func accountsPath(data string) string { return filepath.Join(data, "demo-accounts.json") }
