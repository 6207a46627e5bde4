package ca

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"os"
	"sync"
	"time"
)

// recheck is how often the files are looked at for a newer certificate; a handshake in between uses the last.
const recheck = time.Second

// TLSConfig reads a process's certificate for both roles, server and client: TLS 1.3, both sides with a
// certificate of the authority in caFile. A renewed certificate is taken up without a restart; a renewed file
// that cannot be read leaves the old certificate in use. Which peers are then allowed is decided per RPC.
func TLSConfig(caFile, certFile, keyFile string) (*tls.Config, error) {
	authority, err := os.ReadFile(caFile)
	if err != nil {
		return nil, fmt.Errorf("ca: %w", err)
	}
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(authority) {
		return nil, fmt.Errorf("ca: no certificate in %s", caFile)
	}
	k := &keeper{certFile: certFile, keyFile: keyFile}
	if err := k.reload(); err != nil {
		return nil, fmt.Errorf("ca: %w", err)
	}
	return &tls.Config{
		MinVersion: tls.VersionTLS13,
		RootCAs:    pool,
		ClientCAs:  pool,
		ClientAuth: tls.RequireAndVerifyClientCert,
		// A resumed session would outlive the certificate that began it.
		SessionTicketsDisabled: true,
		GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) {
			return k.current(), nil
		},
		GetClientCertificate: func(*tls.CertificateRequestInfo) (*tls.Certificate, error) {
			return k.current(), nil
		},
	}, nil
}

// keeper holds the certificate of the process and follows its files.
type keeper struct {
	certFile, keyFile string

	mu       sync.Mutex
	cert     *tls.Certificate
	modified time.Time
	checked  time.Time
}

func (k *keeper) current() *tls.Certificate {
	k.mu.Lock()
	defer k.mu.Unlock()
	if now := time.Now(); now.Sub(k.checked) >= recheck {
		k.checked = now
		if modified, err := k.lastChange(); err == nil && !modified.Equal(k.modified) {
			// A pair that does not fit together yet is looked at again next time.
			if cert, err := tls.LoadX509KeyPair(k.certFile, k.keyFile); err == nil {
				k.cert, k.modified = &cert, modified
			}
		}
	}
	return k.cert
}

func (k *keeper) reload() error {
	k.mu.Lock()
	defer k.mu.Unlock()
	modified, err := k.lastChange()
	if err != nil {
		return err
	}
	cert, err := tls.LoadX509KeyPair(k.certFile, k.keyFile)
	if err != nil {
		return err
	}
	k.cert, k.modified, k.checked = &cert, modified, time.Now()
	return nil
}

// lastChange is the later of the two files' times.
func (k *keeper) lastChange() (time.Time, error) {
	var latest time.Time
	for _, file := range []string{k.certFile, k.keyFile} {
		info, err := os.Stat(file)
		if err != nil {
			return time.Time{}, err
		}
		if info.ModTime().After(latest) {
			latest = info.ModTime()
		}
	}
	return latest, nil
}
