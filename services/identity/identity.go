package identity

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"sync/atomic"
	"time"

	"google.golang.org/grpc"

	"github.com/massar-platform/massar/platform/auth"
	"github.com/massar-platform/massar/platform/clock"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/write"
	authv1 "github.com/massar-platform/massar/proto/gen/massar/auth/v1"
	identityv1 "github.com/massar-platform/massar/proto/gen/massar/identity/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	"github.com/massar-platform/massar/services/identity/internal/secrets"
	"github.com/massar-platform/massar/services/identity/internal/store"
)

// Config is what an operator may set.
type Config struct {
	// PepperFile holds the pepper in hexadecimal (32 bytes or more). Without it, Pepper is used.
	PepperFile string
	// CreatePepper makes the file when it is missing: for a laptop's data folder. In production a missing
	// pepper must stop the start, since a new one would void every password.
	CreatePepper bool
	// Pepper is the secret itself, where it does not come from a file.
	Pepper []byte
	// BootstrapIdentifier is what the first ministry account signs in with.
	BootstrapIdentifier string
	// TokenLifetime of access tokens; 10 minutes when 0.
	TokenLifetime time.Duration
	// KeyLifetime after which a new signing key takes over; 30 days when 0.
	KeyLifetime time.Duration
	// HashMemoryKiB and HashPasses are the cost of a password hash; 19 MiB and 2 when 0.
	HashMemoryKiB uint32
	HashPasses    uint32
	// HashWait is how long a sign-in waits for a core before it is told that the house is full; 200 ms when 0.
	HashWait time.Duration
}

// Deps are what identity works with.
type Deps struct {
	DB sqldb.DB
	// School answers whether a student or school is the caller's; asked with the caller's own token.
	School schoolv1.SchoolServiceClient
	// Clock is real time.
	Clock clock.Clock
	Log   *slog.Logger
}

// Service serves both identity APIs.
type Service struct {
	cfg    Config
	db     sqldb.DB
	school schoolv1.SchoolServiceClient
	clock  clock.Clock
	log    *slog.Logger

	keys   secrets.Keys
	hasher *secrets.Hasher
	ring   *keyring
	// verifier reads the token that may come along with a public call.
	verifier *auth.Verifier

	fault   atomic.Pointer[string]
	stop    context.CancelFunc
	stopped chan struct{}
}

const (
	defaultBootstrap   = "ministere@massar.ma"
	defaultKeyLifetime = 30 * 24 * time.Hour
	defaultHashWait    = 200 * time.Millisecond
)

// Migrations are the tables of the write path and identity's own.
func Migrations() fs.FS { return write.Migrations(store.Migrations()) }

// New makes the service. It reads or makes the pepper; the database is first touched by Start.
func New(cfg Config, deps Deps) (*Service, error) {
	if deps.DB == nil || deps.School == nil {
		return nil, errors.New("identity: needs a database and a client of school")
	}
	if deps.Clock == nil {
		deps.Clock = clock.System{}
	}
	if deps.Log == nil {
		deps.Log = slog.New(slog.DiscardHandler)
	}
	cfg = cfg.withDefaults()
	pepper, err := cfg.pepper()
	if err != nil {
		return nil, fmt.Errorf("identity: %w", err)
	}
	keys := secrets.NewKeys(pepper)
	cost := secrets.DefaultCost()
	cost.MemoryKiB, cost.Passes = cfg.HashMemoryKiB, cfg.HashPasses
	hasher, err := secrets.NewHasher(keys, cost, cfg.HashWait)
	if err != nil {
		return nil, fmt.Errorf("identity: %w", err)
	}
	s := &Service{
		cfg: cfg, db: deps.DB, school: deps.School, clock: deps.Clock, log: deps.Log,
		keys: keys, hasher: hasher,
	}
	s.ring = &keyring{db: s.db, keys: keys, now: s.clock.Now, lifetime: cfg.KeyLifetime, tokenLifetime: cfg.TokenLifetime}
	s.verifier, err = auth.NewVerifier(auth.VerifierConfig{Keys: s.ring, Now: s.clock.Now})
	if err != nil {
		return nil, fmt.Errorf("identity: %w", err)
	}
	return s, nil
}

func (c Config) withDefaults() Config {
	if c.BootstrapIdentifier == "" {
		c.BootstrapIdentifier = defaultBootstrap
	}
	if c.TokenLifetime <= 0 {
		c.TokenLifetime = auth.TokenLifetime
	}
	if c.KeyLifetime <= 0 {
		c.KeyLifetime = defaultKeyLifetime
	}
	cost := secrets.DefaultCost()
	if c.HashMemoryKiB == 0 {
		c.HashMemoryKiB = cost.MemoryKiB
	}
	if c.HashPasses == 0 {
		c.HashPasses = cost.Passes
	}
	if c.HashWait <= 0 {
		c.HashWait = defaultHashWait
	}
	return c
}

func (c Config) pepper() (secrets.Pepper, error) {
	if c.PepperFile != "" {
		return secrets.LoadPepper(c.PepperFile, c.CreatePepper)
	}
	return secrets.NewPepper(c.Pepper)
}

// authServer and identityServer keep the two APIs apart: both are one Service underneath.
type authServer struct {
	authv1.UnimplementedAuthServiceServer
	*Service
}

type identityServer struct {
	identityv1.UnimplementedIdentityServiceServer
	*Service
}

// Register puts both services on a server.
func (s *Service) Register(r grpc.ServiceRegistrar) {
	authv1.RegisterAuthServiceServer(r, authServer{Service: s})
	identityv1.RegisterIdentityServiceServer(r, identityServer{Service: s})
}

// KeySource gives the public keys of access tokens without a call: for the process that hosts identity.
func (s *Service) KeySource() auth.KeySource { return s.ring }

// Start loads or makes the signing keys and begins the housekeeping. A database that is not ready yet does
// not stop it: Health says what is missing, and the next tick tries again.
func (s *Service) Start(ctx context.Context) error {
	ctx, s.stop = context.WithCancel(context.WithoutCancel(ctx))
	s.stopped = make(chan struct{})
	s.tick(ctx)
	go s.housekeep(ctx)
	return nil
}

// Stop ends the housekeeping.
func (s *Service) Stop(ctx context.Context) error {
	if s.stop == nil {
		return nil
	}
	s.stop()
	select {
	case <-s.stopped:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Health is nil when people can sign in; the error says what is missing.
func (s *Service) Health(ctx context.Context) error {
	err := s.db.Ready(ctx)
	if err != nil {
		return err
	}
	if fault := s.fault.Load(); fault != nil {
		return errors.New(*fault)
	}
	return nil
}

// now is the current instant as the tables hold it.
func (s *Service) now() int64 { return s.clock.Now().UnixMicro() }

// PasswordChecks counts the passwords checked by this process, those of unknown accounts included.
func (s *Service) PasswordChecks() int64 { return s.hasher.Checks() }
