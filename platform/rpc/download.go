package rpc

import (
	"context"
	"fmt"
	"strings"

	"google.golang.org/grpc"
	"google.golang.org/grpc/metadata"
)

// Metadata of an answer that is a file: the bare name inside, and what the gateway makes an HTTP header of.
const (
	metaFileName    = "x-massar-filename"
	metaDisposition = "content-disposition"
)

// Download tells the caller of ctx to save the answer under the name that an inner call's header gives. Without
// a name there is nothing to tell.
func Download(ctx context.Context, header metadata.MD) error {
	names := header.Get(metaFileName)
	if len(names) == 0 {
		return nil
	}
	return grpc.SetHeader(ctx, metadata.Pairs(metaDisposition, disposition(names[0])))
}

// disposition is the form of RFC 6266: the name in ASCII, and exactly where that says less.
func disposition(name string) string {
	plain := strings.Map(func(r rune) rune {
		if r < 0x20 || r > 0x7e || r == '"' || r == '\\' || r == '%' {
			return '_'
		}
		return r
	}, name)
	value := `attachment; filename="` + plain + `"`
	if plain != name {
		value += "; filename*=UTF-8''" + escaped(name)
	}
	return value
}

// escaped writes everything but letters, digits and a few signs as RFC 8187 has it.
func escaped(name string) string {
	var out strings.Builder
	for _, c := range []byte(name) {
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("-._~", c) >= 0 {
			out.WriteByte(c)
		} else {
			fmt.Fprintf(&out, "%%%02X", c)
		}
	}
	return out.String()
}
