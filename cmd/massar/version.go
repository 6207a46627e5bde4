package main

import (
	"context"
	"fmt"
	"io"
	"runtime"
)

// version is set by the build from the repository's tags.
var version = "dev"

func versionCommand(_ context.Context, _ []string, out io.Writer) error {
	_, err := fmt.Fprintf(out, "massar %s (%s, %s/%s)\n", version, runtime.Version(), runtime.GOOS, runtime.GOARCH)
	return err
}
