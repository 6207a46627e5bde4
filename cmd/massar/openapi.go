package main

import (
	"context"
	"fmt"
	"io"

	"github.com/massar-platform/massar/gateway"
)

// openAPICommand prints the document that /openapi.json serves, for those who generate clients from it.
func openAPICommand(_ context.Context, _ []string, out io.Writer) error {
	document, err := gateway.OpenAPI(gateway.Config{Version: version})
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(out, "%s\n", document)
	return err
}
