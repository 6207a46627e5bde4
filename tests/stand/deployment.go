package stand

import (
	"regexp"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

// Options say which deployment is wanted.
type Options struct {
	// Split makes one process per service; else one hosts everything.
	Split bool
	// DB is a PostgreSQL URL with the tables of this version; empty means SQLite.
	DB    string
	Redis string
	// Env are variables of every process, Flags stand on the command line of each.
	Env, Flags []string
}

// Deployment is the running platform in one of its forms.
type Deployment struct {
	// Base is where JSON is served, GRPC the address of native gRPC.
	Base, GRPC string
	Data, DB   string
	// Certs is the folder of the internal authority, Peers the addresses of the services; split only.
	Certs string
	Peers map[string]string

	t         testing.TB
	processes map[string]*Process
}

// Deploy starts the platform and waits until it is ready.
func Deploy(t testing.TB, o Options) *Deployment {
	t.Helper()
	d := &Deployment{t: t, Data: t.TempDir(), DB: o.DB, GRPC: FreeAddress(t), Peers: map[string]string{}, processes: map[string]*Process{}}
	listen := FreeAddress(t)
	d.Base = "http://" + listen
	common := Settings{Data: d.Data, DB: d.DB, Redis: o.Redis, Env: o.Env, Flags: o.Flags}
	if !o.Split {
		common.Listen, common.GRPC, common.Internal = listen, d.GRPC, FreeAddress(t)
		p := Start(t, "massar", common)
		for _, name := range Services() {
			d.processes[name] = p
		}
		p.Ready()
		return d
	}
	d.Certs = t.TempDir()
	Massar(t, "ca", "init", "--dir", d.Certs)
	for _, name := range Services() {
		Massar(t, "ca", "issue", "--dir", d.Certs, "--services", name)
		if name != "gateway" {
			d.Peers[name] = FreeAddress(t)
		}
	}
	for _, name := range Services() {
		own := common
		own.Services, own.Certs, own.Peers = []string{name}, d.Certs, d.Peers
		own.RPC, own.Internal = d.Peers[name], FreeAddress(t)
		if name == "gateway" {
			own.Listen, own.GRPC = listen, d.GRPC
		}
		d.processes[name] = Start(t, name, own)
	}
	for _, p := range d.All() {
		p.Ready()
	}
	// Who asked for a service before it listened asks again a moment later.
	for _, path := range []string{"/.well-known/jwks.json", "/v1/moutamadris/me", "/v1/waliye/me", "/v1/moudaris/me", "/v1/idara/me"} {
		require.Eventually(t, func() bool { return d.Client(t).Get(path).Status < 500 }, Patience, often, "%s is not reached", path)
	}
	return d
}

// Process hosts a service.
func (d *Deployment) Process(service string) *Process { return d.processes[service] }

// All are the processes, each once, in the order of their start.
func (d *Deployment) All() []*Process {
	var list []*Process
	for _, name := range Services() {
		if p := d.processes[name]; !slices.Contains(list, p) {
			list = append(list, p)
		}
	}
	return list
}

var firstLine = regexp.MustCompile(`first ministry account: (\S+) activation code: (\S+)`)

// Bootstrap is the code that identity printed on its first start.
func (d *Deployment) Bootstrap() string {
	d.t.Helper()
	out := d.Process("identity").Out
	require.Eventually(d.t, func() bool { return firstLine.MatchString(out.String()) }, Patience, often, "no activation code is printed")
	return firstLine.FindStringSubmatch(out.String())[2]
}

// Storage are the flags that name the tables for commands that read them.
func (d *Deployment) Storage() []string {
	if d.DB != "" {
		return []string{"--db", d.DB, "--data", d.Data}
	}
	return []string{"--data", d.Data}
}

// Client is a stranger who speaks to this deployment.
func (d *Deployment) Client(t testing.TB) Client { return Client{T: t, Base: d.Base, Lang: "fr"} }

// Stop ends every process in good order, the ones that others call last.
func (d *Deployment) Stop() {
	d.t.Helper()
	list := d.All()
	slices.Reverse(list)
	for _, p := range list {
		p.Stop()
	}
}
