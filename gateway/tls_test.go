package gateway

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials"

	moutamadrisv1 "github.com/massar-platform/massar/proto/gen/massar/moutamadris/v1"
)

// writeCertificate makes a certificate for 127.0.0.1 with a serial number.
func writeCertificate(t *testing.T, dir string, serial int64) (certFile, keyFile string, pool *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	template := &x509.Certificate{
		SerialNumber: big.NewInt(serial), Subject: pkix.Name{CommonName: "massar test"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	require.NoError(t, err)
	keyDER, err := x509.MarshalPKCS8PrivateKey(key)
	require.NoError(t, err)
	certFile, keyFile = filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	require.NoError(t, os.WriteFile(certFile, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), 0o600))
	require.NoError(t, os.WriteFile(keyFile, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: keyDER}), 0o600))
	pool = x509.NewCertPool()
	cert, err := x509.ParseCertificate(der)
	require.NoError(t, err)
	pool.AddCert(cert)
	return certFile, keyFile, pool
}

func TestTLSOnBothListeners(t *testing.T) {
	certFile, keyFile, pool := writeCertificate(t, t.TempDir(), 1)
	g := start(t, &backend{marks: someMarks()}, func(c *Config, _ *Deps) {
		c.CertFile, c.KeyFile, c.GRPCListen = certFile, keyFile, "127.0.0.1:0"
	})
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool}, ForceAttemptHTTP2: true}}
	res, err := client.Get("https://" + g.Addr() + "/v1/moutamadris/marks")
	require.NoError(t, err)
	require.NoError(t, res.Body.Close())
	require.Equal(t, 200, res.StatusCode)
	require.Equal(t, 2, res.ProtoMajor)
	require.NotEmpty(t, res.Header.Get("Strict-Transport-Security"))
	client.CloseIdleConnections()

	plain, err := http.Get("http://" + g.Addr() + "/healthz")
	require.NoError(t, err)
	require.NoError(t, plain.Body.Close())
	require.Equal(t, 400, plain.StatusCode, "no clear text beside TLS")

	conn, err := grpc.NewClient(g.GRPCAddr(), grpc.WithTransportCredentials(credentials.NewTLS(&tls.Config{RootCAs: pool})))
	require.NoError(t, err)
	defer conn.Close()
	_, err = moutamadrisv1.NewMoutamadrisServiceClient(conn).ListMarks(t.Context(), &moutamadrisv1.ListMarksRequest{})
	require.NoError(t, err)

	_, err = tls.Dial("tcp", g.Addr(), &tls.Config{RootCAs: pool, MaxVersion: tls.VersionTLS11})
	require.Error(t, err, "old versions of TLS are refused")
}

func TestRenewedCertificateNeedsNoRestart(t *testing.T) {
	dir := t.TempDir()
	certFile, keyFile, _ := writeCertificate(t, dir, 1)
	c := &certificate{certFile: certFile, keyFile: keyFile}
	serial := func() int64 {
		pair, err := c.get(nil)
		require.NoError(t, err)
		cert, err := x509.ParseCertificate(pair.Certificate[0])
		require.NoError(t, err)
		return cert.SerialNumber.Int64()
	}
	later := func() { c.checked = c.checked.Add(-2 * certificateCheck) }
	require.Equal(t, int64(1), serial())
	writeCertificate(t, dir, 2)
	require.NoError(t, os.Chtimes(certFile, time.Time{}, time.Now().Add(time.Minute)))
	require.Equal(t, int64(1), serial(), "not looked at on every handshake")
	later()
	require.Equal(t, int64(2), serial())
	require.NoError(t, os.WriteFile(certFile, []byte("half"), 0o600))
	require.NoError(t, os.Chtimes(certFile, time.Time{}, time.Now().Add(2*time.Minute)))
	later()
	require.Equal(t, int64(2), serial(), "a broken file does not take the old certificate away")
}
