package gateway

import (
	"crypto/tls"
	"errors"
	"fmt"
	"os"
	"sync"
	"time"
)

// certificateCheck is how often the certificate's file is looked at.
const certificateCheck = time.Minute

// publicTLS is the TLS of the public listeners, nil for clear text on loopback.
func publicTLS(cfg Config) (*tls.Config, error) {
	if cfg.CertFile == "" && cfg.KeyFile == "" {
		return nil, nil
	}
	if cfg.CertFile == "" || cfg.KeyFile == "" {
		return nil, errors.New("gateway: a public certificate needs both tls.public_cert and tls.public_key")
	}
	c := &certificate{certFile: cfg.CertFile, keyFile: cfg.KeyFile}
	if _, err := c.get(nil); err != nil {
		return nil, err
	}
	return &tls.Config{MinVersion: tls.VersionTLS12, GetCertificate: c.get, NextProtos: []string{"h2", "http/1.1"}}, nil
}

// certificate is reloaded when its file changes, so that renewal needs no restart.
type certificate struct {
	certFile, keyFile string

	mu      sync.Mutex
	checked time.Time
	changed time.Time
	current *tls.Certificate
}

func (c *certificate) get(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.current != nil && time.Since(c.checked) < certificateCheck {
		return c.current, nil
	}
	c.checked = time.Now()
	info, err := os.Stat(c.certFile)
	if err == nil && c.current != nil && info.ModTime().Equal(c.changed) {
		return c.current, nil
	}
	pair, loadErr := tls.LoadX509KeyPair(c.certFile, c.keyFile)
	if err = errors.Join(err, loadErr); err != nil {
		if c.current != nil {
			return c.current, nil // half-written files: the old one serves until the next look
		}
		return nil, fmt.Errorf("gateway: the public certificate: %w", err)
	}
	c.current, c.changed = &pair, info.ModTime()
	return c.current, nil
}
