package ca_test

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/ca"
)

func newCA(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "ca")
	require.NoError(t, ca.Init(dir))
	return dir
}

func readCert(t *testing.T, file string) *x509.Certificate {
	t.Helper()
	raw, err := os.ReadFile(file)
	require.NoError(t, err)
	block, _ := pem.Decode(raw)
	require.NotNil(t, block)
	cert, err := x509.ParseCertificate(block.Bytes)
	require.NoError(t, err)
	return cert
}

func TestIssueNamesTheServices(t *testing.T) {
	dir := newCA(t)
	certFile, keyFile, err := ca.Issue(dir, []string{"grade", "identity"}, []string{"grade.internal", "10.1.2.3"})
	require.NoError(t, err)
	require.Equal(t, filepath.Join(dir, "grade-identity.crt"), certFile)
	cert := readCert(t, certFile)
	require.Equal(t, []string{"grade", "identity"}, ca.Services(cert))
	require.Equal(t, "spiffe://massar/grade", cert.URIs[0].String())
	for _, host := range []string{"localhost", "127.0.0.1", "::1", "grade.internal", "10.1.2.3"} {
		require.NoError(t, cert.VerifyHostname(host), host)
	}
	require.Error(t, cert.VerifyHostname("other.internal"))
	require.False(t, cert.IsCA)
	roots := x509.NewCertPool()
	roots.AddCert(readCert(t, filepath.Join(dir, ca.CertFile)))
	for _, usage := range []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth, x509.ExtKeyUsageClientAuth} {
		_, err = cert.Verify(x509.VerifyOptions{Roots: roots, KeyUsages: []x509.ExtKeyUsage{usage}})
		require.NoError(t, err)
	}
	for _, secret := range []string{keyFile, filepath.Join(dir, ca.KeyFile)} {
		info, err := os.Stat(secret)
		require.NoError(t, err)
		require.Equal(t, os.FileMode(0o600), info.Mode().Perm(), secret)
	}
}

func TestInitNeverReplacesAnAuthority(t *testing.T) {
	dir := newCA(t)
	before, err := os.ReadFile(filepath.Join(dir, ca.CertFile))
	require.NoError(t, err)
	require.ErrorContains(t, ca.Init(dir), "exists")
	after, err := os.ReadFile(filepath.Join(dir, ca.CertFile))
	require.NoError(t, err)
	require.Equal(t, before, after)
}

func TestIssueRefusesBadNames(t *testing.T) {
	dir := newCA(t)
	for _, services := range [][]string{nil, {""}, {"../grade"}, {"Grade"}, {"grade", "a/b"}, {"ca"}} {
		_, _, err := ca.Issue(dir, services, nil)
		require.Error(t, err, services)
	}
	_, _, err := ca.Issue(t.TempDir(), []string{"grade"}, nil)
	require.ErrorContains(t, err, "massar ca init")
}

func TestServicesIgnoresOtherURIs(t *testing.T) {
	var uris []*url.URL
	for _, s := range []string{
		"spiffe://other/grade", "https://massar/grade", "spiffe://massar/", "spiffe://massar/a/b",
		"spiffe://massar/grade?x=1", "spiffe://user@massar/grade", "spiffe://massar/identity",
	} {
		u, err := url.Parse(s)
		require.NoError(t, err)
		uris = append(uris, u)
	}
	require.Equal(t, []string{"identity"}, ca.Services(&x509.Certificate{URIs: uris}))
}

// handshake runs one TLS connection and gives the server's certificate as the client saw it.
func handshake(t *testing.T, server, client *tls.Config) (*x509.Certificate, error) {
	t.Helper()
	lis, err := tls.Listen("tcp", "127.0.0.1:0", server)
	require.NoError(t, err)
	defer lis.Close()
	done := make(chan error, 1)
	go func() {
		conn, err := lis.Accept()
		if err != nil {
			done <- err
			return
		}
		defer conn.Close()
		_, err = conn.Write([]byte("x"))
		done <- err
	}()
	conn, err := (&tls.Dialer{NetDialer: &net.Dialer{Timeout: 5 * time.Second}, Config: client}).DialContext(t.Context(), "tcp", lis.Addr().String())
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	if _, err := conn.Read(make([]byte, 1)); err != nil {
		return nil, err
	}
	if err := <-done; err != nil {
		return nil, err
	}
	return conn.(*tls.Conn).ConnectionState().PeerCertificates[0], nil
}

func configOf(t *testing.T, dir, service string) *tls.Config {
	t.Helper()
	certFile, keyFile, err := ca.Issue(dir, []string{service}, nil)
	require.NoError(t, err)
	config, err := ca.TLSConfig(filepath.Join(dir, ca.CertFile), certFile, keyFile)
	require.NoError(t, err)
	return config
}

func TestOnlyCertificatesOfThisAuthorityTalk(t *testing.T) {
	dir := newCA(t)
	server := configOf(t, dir, "grade")
	cert, err := handshake(t, server, configOf(t, dir, "idara"))
	require.NoError(t, err)
	require.Equal(t, []string{"grade"}, ca.Services(cert))

	anonymous := configOf(t, dir, "idara")
	anonymous.GetClientCertificate = nil
	_, err = handshake(t, server, anonymous)
	require.ErrorContains(t, err, "certificate required")

	stranger := configOf(t, newCA(t), "idara")
	_, err = handshake(t, server, stranger)
	require.Error(t, err, "the client does not trust the server")
	stranger.RootCAs = server.RootCAs
	_, err = handshake(t, server, stranger)
	require.Error(t, err, "the server does not trust the client")

	old := configOf(t, dir, "idara")
	old.MinVersion, old.MaxVersion = tls.VersionTLS12, tls.VersionTLS12
	_, err = handshake(t, server, old)
	require.ErrorContains(t, err, "protocol version")
}

func TestRenewedCertificateIsTakenUp(t *testing.T) {
	dir := newCA(t)
	server, client := configOf(t, dir, "grade"), configOf(t, dir, "idara")
	first, err := handshake(t, server, client)
	require.NoError(t, err)

	certFile, _, err := ca.Issue(dir, []string{"grade"}, nil)
	require.NoError(t, err)
	later := time.Now().Add(time.Minute)
	require.NoError(t, os.Chtimes(certFile, later, later))
	renewed := readCert(t, certFile).SerialNumber
	require.NotEqual(t, first.SerialNumber, renewed)
	require.Eventually(t, func() bool {
		cert, err := handshake(t, server, client)
		return err == nil && cert.SerialNumber.Cmp(renewed) == 0
	}, 10*time.Second, 50*time.Millisecond)

	// Half a renewal: the old certificate stays in use.
	require.NoError(t, os.WriteFile(certFile, []byte("broken"), 0o600))
	require.Never(t, func() bool {
		_, err := handshake(t, server, client)
		return err != nil
	}, 1200*time.Millisecond, 200*time.Millisecond)
}

func TestTLSConfigSaysWhatIsWrong(t *testing.T) {
	dir := newCA(t)
	certFile, keyFile, err := ca.Issue(dir, []string{"grade"}, nil)
	require.NoError(t, err)
	authority := filepath.Join(dir, ca.CertFile)
	_, err = ca.TLSConfig(filepath.Join(dir, "absent.crt"), certFile, keyFile)
	require.ErrorContains(t, err, "absent.crt")
	_, err = ca.TLSConfig(keyFile, certFile, keyFile)
	require.ErrorContains(t, err, "no certificate")
	_, err = ca.TLSConfig(authority, certFile, filepath.Join(dir, ca.KeyFile))
	require.ErrorContains(t, err, "private key")
}
