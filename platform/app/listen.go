package app

import (
	"context"
	"errors"
	"fmt"
	"net"
	"syscall"
)

// Listen opens a TCP listener. When it cannot, the error says for what the port
// was wanted, which port it is, and which setting chooses another.
func Listen(ctx context.Context, address, purpose, setting string) (net.Listener, error) {
	var lc net.ListenConfig
	l, err := lc.Listen(ctx, "tcp", address)
	if err == nil {
		return l, nil
	}
	_, port, splitErr := net.SplitHostPort(address)
	switch {
	case splitErr != nil:
		return nil, fmt.Errorf("%s: %q is not HOST:PORT (%s)", purpose, address, setting)
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, fmt.Errorf("%s: port %s is already taken on %s: stop the program that uses it, or choose another with %s: %w", purpose, port, address, setting, err)
	case errors.Is(err, syscall.EACCES):
		return nil, fmt.Errorf("%s: this user may not open port %s: choose one above 1023 with %s: %w", purpose, port, setting, err)
	}
	return nil, fmt.Errorf("%s: listening on %s (%s): %w", purpose, address, setting, err)
}
