package rpc

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"slices"

	"google.golang.org/grpc/credentials"

	"github.com/massar-platform/massar/platform/ca"
)

// identity is who is at the other end of a connection: the services that it may speak for. It is worked out
// once per connection, never from what a request says.
type identity struct {
	credentials.CommonAuthInfo
	names []string
	local bool
}

// AuthType implements credentials.AuthInfo.
func (i *identity) AuthType() string {
	if i.local {
		return "in-process"
	}
	return "tls"
}

// localCredentials are those of connections inside the process. The client writes its name as one byte of
// length and the name; the server believes it, because only this process can reach its memory pipe: the local
// server listens on nothing else.
type localCredentials struct {
	name string
}

func (localCredentials) ServerHandshake(conn net.Conn) (net.Conn, credentials.AuthInfo, error) {
	var length [1]byte
	if _, err := io.ReadFull(conn, length[:]); err != nil {
		return nil, nil, fmt.Errorf("rpc: in-process greeting: %w", err)
	}
	name := make([]byte, length[0])
	if _, err := io.ReadFull(conn, name); err != nil {
		return nil, nil, fmt.Errorf("rpc: in-process greeting: %w", err)
	}
	return conn, localIdentity(string(name)), nil
}

func (c localCredentials) ClientHandshake(_ context.Context, _ string, conn net.Conn) (net.Conn, credentials.AuthInfo, error) {
	if len(c.name) == 0 || len(c.name) > 255 {
		return nil, nil, fmt.Errorf("rpc: %q cannot be the name of a caller", c.name)
	}
	if _, err := conn.Write(append([]byte{byte(len(c.name))}, c.name...)); err != nil {
		return nil, nil, err
	}
	return conn, localIdentity(c.name), nil
}

func localIdentity(name string) *identity {
	return &identity{
		CommonAuthInfo: credentials.CommonAuthInfo{SecurityLevel: credentials.PrivacyAndIntegrity},
		names:          []string{name}, local: true,
	}
}

func (localCredentials) Info() credentials.ProtocolInfo {
	return credentials.ProtocolInfo{SecurityProtocol: "in-process"}
}
func (c localCredentials) Clone() credentials.TransportCredentials { return c }
func (localCredentials) OverrideServerName(string) error           { return nil }

// tlsCredentials are those of connections between processes: mutual TLS 1.3, where both certificates name
// services by URI.
type tlsCredentials struct {
	credentials.TransportCredentials
}

// serverCredentials accept any certificate of the authority that names a service; which service may call
// what is decided per RPC.
func serverCredentials(config *tls.Config) (credentials.TransportCredentials, error) {
	if config.MinVersion < tls.VersionTLS13 || config.ClientAuth != tls.RequireAndVerifyClientCert || config.ClientCAs == nil {
		return nil, errors.New("rpc: services speak TLS 1.3 with certificates on both sides")
	}
	return tlsCredentials{credentials.NewTLS(config)}, nil
}

func (c tlsCredentials) ServerHandshake(conn net.Conn) (net.Conn, credentials.AuthInfo, error) {
	secured, info, err := c.TransportCredentials.ServerHandshake(conn)
	if err != nil {
		return nil, nil, err
	}
	state, ok := info.(credentials.TLSInfo)
	if !ok || len(state.State.VerifiedChains) == 0 {
		_ = secured.Close()
		return nil, nil, errors.New("rpc: the caller showed no certificate")
	}
	names := ca.Services(state.State.PeerCertificates[0])
	if len(names) == 0 {
		_ = secured.Close()
		return nil, nil, errors.New("rpc: the caller's certificate names no service")
	}
	return secured, &identity{CommonAuthInfo: state.CommonAuthInfo, names: names}, nil
}

func (c tlsCredentials) Clone() credentials.TransportCredentials {
	return tlsCredentials{c.TransportCredentials.Clone()}
}

// clientCredentials accept only a server whose certificate names the service that is called: the host name
// alone would let any of our services answer for another.
func clientCredentials(config *tls.Config, service string) credentials.TransportCredentials {
	config = config.Clone()
	config.MinVersion = tls.VersionTLS13
	config.VerifyConnection = func(state tls.ConnectionState) error {
		if len(state.PeerCertificates) == 0 || !slices.Contains(ca.Services(state.PeerCertificates[0]), service) {
			return fmt.Errorf("rpc: the certificate of %s is not %s's", state.ServerName, service)
		}
		return nil
	}
	return credentials.NewTLS(config)
}
