package e2e

import (
	"crypto/tls"
	"crypto/x509"
	"os"
	"path/filepath"

	"github.com/stretchr/testify/require"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials"

	"github.com/massar-platform/massar/platform/errs"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"

	"github.com/massar-platform/massar/tests/stand"
)

// peers: between processes a certificate is needed, it must be of a service that may call, and it does not
// replace the person.
func (s *story) peers() {
	if !s.split {
		return // one process has no port for other services
	}
	read := &gradev1.GetStudentMarksRequest{StudentId: s.pupils[0], SchoolYear: schoolYear, Semester: 1}
	call := func(config *tls.Config) error {
		conn, err := grpc.NewClient("passthrough:///"+s.d.Peers["grade"], grpc.WithTransportCredentials(credentials.NewTLS(config)))
		require.NoError(s.t, err)
		defer conn.Close()
		_, err = gradev1.NewGradeServiceClient(conn).GetStudentMarks(s.t.Context(), read)
		require.Error(s.t, err)
		return err
	}

	none := call(s.clientTLS(""))
	require.Equal(s.t, errs.Unavailable, errs.KindOf(none), "%v", none)

	// A certificate of another authority, even in the name of a service that may call.
	foreign := s.t.TempDir()
	stand.Massar(s.t, "ca", "init", "--dir", foreign)
	stand.Massar(s.t, "ca", "issue", "--dir", foreign, "--services", "moutamadris")
	config := s.clientTLS("")
	pair, err := tls.LoadX509KeyPair(filepath.Join(foreign, "moutamadris.crt"), filepath.Join(foreign, "moutamadris.key"))
	require.NoError(s.t, err)
	config.Certificates = []tls.Certificate{pair}
	require.Equal(s.t, errs.Unavailable, errs.KindOf(call(config)))

	// The gateway is a peer of the audiences, not of grade.
	wrong := call(s.clientTLS("gateway"))
	require.Equal(s.t, errorsv1.Reason_PEER_NOT_ALLOWED, errs.ReasonOf(wrong), "%v", wrong)
	right := call(s.clientTLS("moutamadris"))
	require.Equal(s.t, errs.Unauthenticated, errs.KindOf(right), "%v", right)
}

// clientTLS is the certificate of a service, or none.
func (s *story) clientTLS(service string) *tls.Config {
	s.t.Helper()
	authority, err := os.ReadFile(filepath.Join(s.d.Certs, "ca.crt"))
	require.NoError(s.t, err)
	roots := x509.NewCertPool()
	require.True(s.t, roots.AppendCertsFromPEM(authority))
	config := &tls.Config{RootCAs: roots, ServerName: "localhost", MinVersion: tls.VersionTLS13}
	if service != "" {
		pair, err := tls.LoadX509KeyPair(filepath.Join(s.d.Certs, service+".crt"), filepath.Join(s.d.Certs, service+".key"))
		require.NoError(s.t, err)
		config.Certificates = []tls.Certificate{pair}
	}
	return config
}
