package e2e

import (
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/cache/cachetest"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/sqldb/sqldbtest"
)

// schoolDate is the day on which the story is told.
const schoolDate = "2026-11-23"

// services are the processes of a split deployment, in the order in which they are started.
func services() []string {
	return []string{"identity", "school", "grade", "moutamadris", "waliye", "moudaris", "idara", "gateway"}
}

// settings are the file of one process.
type settings struct {
	data, listen, grpc, rpc, internal, db, redis string
	services                                     []string
	peers                                        map[string]string
	certs                                        string // folder of the authority
}

func (s settings) yaml() []byte {
	var b strings.Builder
	line := func(key, value string) {
		if value != "" {
			fmt.Fprintf(&b, "%s: %q\n", key, value)
		}
	}
	line("data", s.data)
	line("listen", s.listen)
	line("grpc_listen", s.grpc)
	line("rpc_listen", s.rpc)
	line("internal_listen", s.internal)
	line("db", s.db)
	line("redis", s.redis)
	line("school_date", schoolDate)
	line("log_format", "text")
	line("log_level", "warn")
	if len(s.services) > 0 {
		fmt.Fprintf(&b, "services: [%s]\n", strings.Join(s.services, ", "))
	}
	if len(s.peers) > 0 {
		b.WriteString("peers:\n")
		for _, name := range services() {
			if address := s.peers[name]; address != "" {
				fmt.Fprintf(&b, "  %s: %q\n", name, address)
			}
		}
	}
	if s.certs != "" {
		file := func(name string) string { return filepath.Join(s.certs, name) }
		fmt.Fprintf(&b, "tls:\n  ca: %q\n  cert: %q\n  key: %q\n", file("ca.crt"), file(s.services[0]+".crt"), file(s.services[0]+".key"))
	}
	return []byte(b.String())
}

// deployment is the running platform in one of its forms.
type deployment struct {
	t     *testing.T
	split bool
	base  string
	grpc  string
	// data and db say where the tables are.
	data, db string
	certs    string
	peers    map[string]string
	// processes by service; in one process all are the same.
	processes map[string]*process
	redis     *cachetest.Redis
}

// deploy starts the platform.
func deploy(t *testing.T, split bool, engine sqldb.Engine) *deployment {
	t.Helper()
	d := &deployment{t: t, split: split, data: t.TempDir(), peers: map[string]string{}, processes: map[string]*process{}}
	if engine == sqldb.Postgres {
		d.db = sqldbtest.Config(t, engine, "massar").URL
		d.refusesUnmigrated()
		massar(t, "migrate", "up", "--db", d.db)
	}
	d.redis = cachetest.Start(t)
	listen := freePort(t)
	d.base, d.grpc = "http://"+listen, freePort(t)
	common := settings{data: d.data, db: d.db, redis: d.redis.URL()}
	if !split {
		// Redis is not there when the platform starts.
		d.redis.Kill()
		common.listen, common.grpc, common.internal = listen, d.grpc, freePort(t)
		p := start(t, "massar", d.data, common, "--demo", "--schools", "1", "--demo-date", schoolDate)
		for _, name := range services() {
			d.processes[name] = p
		}
		p.ready()
		return d
	}
	d.certs = t.TempDir()
	massar(t, "ca", "init", "--dir", d.certs)
	for _, name := range services() {
		massar(t, "ca", "issue", "--dir", d.certs, "--services", name)
		if name != "gateway" {
			d.peers[name] = freePort(t)
		}
	}
	for _, name := range services() {
		own := common
		own.services, own.certs, own.internal = []string{name}, d.certs, freePort(t)
		own.rpc = d.peers[name]
		if name == "gateway" {
			own.listen, own.grpc = listen, d.grpc
		}
		own.peers = map[string]string{}
		for peer, address := range d.peers {
			if peer != name {
				own.peers[peer] = address
			}
		}
		d.processes[name] = start(t, name, d.data, own)
	}
	for _, p := range d.all() {
		p.ready()
	}
	return d
}

// refusesUnmigrated shows that a process on an empty database is not ready and says what to do.
func (d *deployment) refusesUnmigrated() {
	d.t.Helper()
	p := start(d.t, "unmigrated", d.data, settings{
		data: d.data, db: d.db, listen: freePort(d.t), internal: freePort(d.t),
	})
	said := ""
	until(d.t, func() bool {
		select {
		case <-p.ended:
			return true
		default:
		}
		status, body := p.readyz()
		said = body
		return status == 503
	}, patience, "a process without tables says what to do")
	require.Contains(d.t, said+p.out.String(), "massar migrate up")
	p.kill()
}

// all are the processes, each once, in the order of their start.
func (d *deployment) all() []*process {
	var list []*process
	for _, name := range services() {
		if p := d.processes[name]; !slices.Contains(list, p) {
			list = append(list, p)
		}
	}
	return list
}

var firstLine = regexp.MustCompile(`first ministry account: (\S+) activation code: (\S+)`)

// seed waits for the demo, or makes it where the services are in processes of their own.
func (d *deployment) seed() {
	d.t.Helper()
	p := d.processes["identity"]
	if !d.split {
		until(d.t, func() bool { return demoDone.MatchString(p.out.String()) }, patience, "the demo is made")
		return
	}
	until(d.t, func() bool { return firstLine.MatchString(p.out.String()) }, patience, "an activation code is printed")
	code := firstLine.FindStringSubmatch(p.out.String())[2]
	out := massar(d.t, "demo", "seed", "--gateway", "grpc://"+d.grpc, "--code", code, "--data", d.data, "--schools", "1", "--demo-date", schoolDate)
	require.Regexp(d.t, demoDone, out)
}

// demoDone is the last line of a demo that was made.
var demoDone = regexp.MustCompile(`demo: 1 schools? in `)

// storage names the tables for commands that read them.
func (d *deployment) storage() []string {
	if d.db != "" {
		return []string{"--db", d.db, "--data", d.data}
	}
	return []string{"--data", d.data}
}

// stop ends every process in good order, the ones that others call last.
func (d *deployment) stop() {
	d.t.Helper()
	list := d.all()
	slices.Reverse(list)
	for _, p := range list {
		p.stop()
	}
}
