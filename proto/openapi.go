// Package massarproto carries the generated OpenAPI documents inside the binary.
package massarproto

import "embed"

// OpenAPI holds gen/openapi/massar/<name>/v1/<name>.openapi.json of every edge package.
//
//go:embed gen/openapi
var OpenAPI embed.FS
