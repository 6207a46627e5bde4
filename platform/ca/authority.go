package ca

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"math/big"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// Files of the authority inside its folder. The key stays where certificates are issued; services need the
// certificate only.
const (
	CertFile = "ca.crt"
	KeyFile  = "ca.key"
)

// Lifetimes. Certificates are reloaded when their file changes, so that they may be renewed at any time.
const (
	authorityLifetime   = 10 * 365 * 24 * time.Hour
	certificateLifetime = 365 * 24 * time.Hour
	backdate            = 5 * time.Minute // for clocks that are a little behind
)

// trustDomain is the host of the URIs that name services.
const trustDomain = "massar"

// ServiceURI is the name of a service in its certificate.
func ServiceURI(service string) *url.URL {
	return &url.URL{Scheme: "spiffe", Host: trustDomain, Path: "/" + service}
}

// Services reads the services that a certificate names; certificates of another trust domain name none.
func Services(cert *x509.Certificate) []string {
	var names []string
	for _, uri := range cert.URIs {
		name := strings.TrimPrefix(uri.Path, "/")
		if uri.Scheme == "spiffe" && uri.Host == trustDomain && validService(name) && *uri == *ServiceURI(name) {
			names = append(names, name)
		}
	}
	return names
}

// validService keeps names to what a service is called: lower-case letters.
func validService(name string) bool {
	for _, c := range []byte(name) {
		if c < 'a' || c > 'z' {
			return false
		}
	}
	return name != "" && len(name) <= 32
}

// Init makes the authority in dir. It fails when there is one already: replacing it would cut off every
// certificate that it issued.
func Init(dir string) error {
	for _, name := range []string{CertFile, KeyFile} {
		if _, err := os.Stat(filepath.Join(dir, name)); !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("ca: %s exists in %s", name, dir)
		}
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return err
	}
	template, err := newTemplate("Massar internal CA", authorityLifetime)
	if err != nil {
		return err
	}
	template.IsCA, template.BasicConstraintsValid, template.MaxPathLenZero = true, true, true
	template.KeyUsage = x509.KeyUsageCertSign | x509.KeyUsageCRLSign
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		return err
	}
	return writePair(dir, CertFile, KeyFile, der, key)
}

// Issue makes a certificate for the process that hosts services, valid for localhost, 127.0.0.1, ::1 and
// hosts (names or addresses). The files are named after the services and replace earlier ones.
func Issue(dir string, services, hosts []string) (certFile, keyFile string, err error) {
	if len(services) == 0 {
		return "", "", errors.New("ca: a certificate needs at least one service")
	}
	for _, s := range services {
		if !validService(s) {
			return "", "", fmt.Errorf("ca: %q is not the name of a service", s)
		}
	}
	authority, authorityKey, err := load(dir)
	if err != nil {
		return "", "", err
	}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return "", "", err
	}
	name := strings.Join(services, "-")
	if name+".crt" == CertFile {
		return "", "", fmt.Errorf("ca: %q is the authority's own name", name)
	}
	template, err := newTemplate(name, certificateLifetime)
	if err != nil {
		return "", "", err
	}
	template.KeyUsage = x509.KeyUsageDigitalSignature
	template.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth, x509.ExtKeyUsageClientAuth}
	template.DNSNames = []string{"localhost"}
	template.IPAddresses = []net.IP{net.IPv4(127, 0, 0, 1).To4(), net.IPv6loopback}
	for _, host := range hosts {
		if ip := net.ParseIP(host); ip != nil {
			template.IPAddresses = append(template.IPAddresses, ip)
		} else {
			template.DNSNames = append(template.DNSNames, host)
		}
	}
	for _, s := range services {
		template.URIs = append(template.URIs, ServiceURI(s))
	}
	der, err := x509.CreateCertificate(rand.Reader, template, authority, key.Public(), authorityKey)
	if err != nil {
		return "", "", err
	}
	if err := writePair(dir, name+".crt", name+".key", der, key); err != nil {
		return "", "", err
	}
	return filepath.Join(dir, name+".crt"), filepath.Join(dir, name+".key"), nil
}

func newTemplate(name string, lifetime time.Duration) (*x509.Certificate, error) {
	serial, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 127))
	if err != nil {
		return nil, err
	}
	now := time.Now()
	return &x509.Certificate{
		SerialNumber: serial, Subject: pkix.Name{CommonName: name},
		NotBefore: now.Add(-backdate), NotAfter: now.Add(lifetime),
	}, nil
}

// load reads the authority back.
func load(dir string) (*x509.Certificate, *ecdsa.PrivateKey, error) {
	certDER, err := readPEM(filepath.Join(dir, CertFile), "CERTIFICATE")
	if err != nil {
		return nil, nil, fmt.Errorf("ca: no authority in %s, run massar ca init first: %w", dir, err)
	}
	keyDER, err := readPEM(filepath.Join(dir, KeyFile), "PRIVATE KEY")
	if err != nil {
		return nil, nil, fmt.Errorf("ca: %w", err)
	}
	cert, err := x509.ParseCertificate(certDER)
	if err != nil {
		return nil, nil, fmt.Errorf("ca: %w", err)
	}
	parsed, err := x509.ParsePKCS8PrivateKey(keyDER)
	if err != nil {
		return nil, nil, fmt.Errorf("ca: %w", err)
	}
	key, ok := parsed.(*ecdsa.PrivateKey)
	if !ok {
		return nil, nil, fmt.Errorf("ca: %s holds no ECDSA key", KeyFile)
	}
	return cert, key, nil
}

func readPEM(file, kind string) ([]byte, error) {
	raw, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	block, _ := pem.Decode(raw)
	if block == nil || block.Type != kind {
		return nil, fmt.Errorf("%s: no %s in it", file, kind)
	}
	return block.Bytes, nil
}

// writePair writes the key, readable by its owner only, then the certificate. Each appears under its name in
// one step, so that a service which reloads never reads half a file.
func writePair(dir, certName, keyName string, certDER []byte, key *ecdsa.PrivateKey) error {
	keyDER, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return err
	}
	if err := writePEM(filepath.Join(dir, keyName), "PRIVATE KEY", keyDER, 0o600); err != nil {
		return err
	}
	return writePEM(filepath.Join(dir, certName), "CERTIFICATE", certDER, 0o644)
}

func writePEM(file, kind string, der []byte, mode fs.FileMode) error {
	temporary := file + ".new"
	if err := os.WriteFile(temporary, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}), mode); err != nil {
		return err
	}
	return os.Rename(temporary, file)
}
