package stand

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// SchoolDate is the day that the school clocks of these tests take as today.
const SchoolDate = "2026-11-23"

// Services are the parts of the platform in the order in which they are started.
func Services() []string {
	return []string{"identity", "school", "grade", "timetable", "attendance", "moutamadris", "waliye", "moudaris", "idara", "gateway"}
}

// Settings are the file of one process.
type Settings struct {
	Data, Listen, GRPC, RPC, Internal, DB, Redis string

	Services []string
	Peers    map[string]string
	// Certs is the folder of the internal authority; the certificate names all services of the process.
	Certs string
	// Env are variables of the process, Flags stand on its command line.
	Env, Flags []string
}

// YAML is the file that says so.
func (s Settings) YAML() []byte {
	var b strings.Builder
	for _, line := range [][2]string{
		{"data", s.Data}, {"listen", s.Listen}, {"grpc_listen", s.GRPC}, {"rpc_listen", s.RPC}, {"internal_listen", s.Internal},
		{"db", s.DB}, {"redis", s.Redis}, {"school_date", SchoolDate}, {"log_format", "text"},
	} {
		if line[1] != "" {
			fmt.Fprintf(&b, "%s: %q\n", line[0], line[1])
		}
	}
	if os.Geteuid() == 0 {
		b.WriteString("letter_sandbox: false\n") // as root the browser has no sandbox of its own
	}
	if len(s.Services) > 0 {
		fmt.Fprintf(&b, "services: [%s]\n", strings.Join(s.Services, ", "))
	}
	if len(s.Peers) > 0 {
		b.WriteString("peers:\n")
		for _, name := range Services() {
			if address := s.Peers[name]; address != "" && !slices.Contains(s.Services, name) {
				fmt.Fprintf(&b, "  %s: %q\n", name, address)
			}
		}
	}
	if s.Certs != "" {
		file := func(kind string) string { return filepath.Join(s.Certs, kind) }
		own := strings.Join(s.Services, "-")
		fmt.Fprintf(&b, "tls:\n  ca: %q\n  cert: %q\n  key: %q\n", file("ca.crt"), file(own+".crt"), file(own+".key"))
	}
	return []byte(b.String())
}
