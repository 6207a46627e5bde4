package gateway

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	massarproto "github.com/massar-platform/massar/proto"
	optionsv1 "github.com/massar-platform/massar/proto/gen/massar/options/v1"
)

// object is a JSON object of an OpenAPI document.
type object = map[string]any

// OpenAPI merges the generated documents of the edge packages into one and lays
// over it what the generator cannot know: the error envelope, the bearer token,
// the idempotency key, and the routes that are written by hand.
func OpenAPI(cfg Config) ([]byte, error) {
	paths, schemas := object{}, object{}
	var tags []any
	err := fs.WalkDir(massarproto.OpenAPI, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, ".openapi.json") {
			return err
		}
		raw, err := fs.ReadFile(massarproto.OpenAPI, name)
		if err != nil {
			return err
		}
		var doc struct {
			Paths      object `json:"paths"`
			Components struct {
				Schemas object `json:"schemas"`
			} `json:"components"`
			Tags []any `json:"tags"`
		}
		if err := json.Unmarshal(raw, &doc); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		maps.Copy(paths, doc.Paths)
		maps.Copy(schemas, doc.Components.Schemas)
		tags = append(tags, doc.Tags...)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("gateway: OpenAPI: %w", err)
	}
	if err := addUploads(paths); err != nil {
		return nil, err
	}
	if err := overlay(paths); err != nil {
		return nil, err
	}
	addSessions(paths, schemas)
	schemas["Error"] = errorSchema()
	servers := []any{object{"url": "/"}}
	if cfg.PublicURL != "" {
		servers = []any{object{"url": strings.TrimSuffix(cfg.PublicURL, "/")}}
	}
	version := cfg.Version
	if version == "" {
		version = "unversioned"
	}
	return json.Marshal(object{
		"openapi": "3.1.0",
		"info": object{
			"title":   "Massar",
			"version": version,
			"description": "Marks, classes and families of Morocco's schools. Errors have one form (schema Error); " +
				"texts for people come in Arabic or French by Accept-Language.",
		},
		"servers": servers,
		"tags":    tags,
		"paths":   paths,
		"components": object{
			"schemas": schemas,
			"securitySchemes": object{"session": sessionScheme(), "bearer": object{
				"type": "http", "scheme": "bearer", "bearerFormat": "JWT",
				"description": "The accessToken of POST /v1/auth/sessions.",
			}},
			"responses": object{"Error": object{
				"description": "Refused or failed; `reason` is stable and may be branched on.",
				"content":     object{"application/json": object{"schema": object{"$ref": "#/components/schemas/Error"}}},
			}},
			"parameters": object{
				"AcceptLanguage": object{"name": "Accept-Language", "in": "header", "description": "ar or fr.", "schema": object{"type": "string"}, "example": "fr"},
				"IdempotencyKey": object{"name": "Idempotency-Key", "in": "header", "description": "UUID; needed here or as idempotencyKey in the body. The same key gives the same answer, and one effect.", "schema": object{"type": "string", "format": "uuid"}},
			},
		},
		"security": []any{object{"bearer": []any{}}},
	})
}

// overlay completes every operation from the options on its RPC.
func overlay(paths object) error {
	access := accessByOperation()
	ref := func(kind, name string) object { return object{"$ref": "#/components/" + kind + "/" + name} }
	for path, item := range paths {
		operations, ok := item.(object)
		if !ok {
			return fmt.Errorf("gateway: OpenAPI: %s is no object", path)
		}
		for method, value := range operations {
			op, ok := value.(object)
			if !ok {
				return fmt.Errorf("gateway: OpenAPI: %s %s is no object", method, path)
			}
			id, _ := op["operationId"].(string)
			a, known := access[id]
			if !known {
				return fmt.Errorf("gateway: OpenAPI: %s %s has no RPC named %s", method, path, id)
			}
			params, _ := op["parameters"].([]any)
			params = append(params, ref("parameters", "AcceptLanguage"))
			if a.GetWrite() {
				params = append(params, ref("parameters", "IdempotencyKey"))
			}
			op["parameters"] = params
			responses, _ := op["responses"].(object)
			if responses == nil {
				responses = object{}
				op["responses"] = responses
			}
			responses["default"] = ref("responses", "Error")
			if a.GetPublic() {
				op["security"] = []any{}
				continue
			}
			if roles := roleNames(a); len(roles) > 0 {
				op["x-massar-roles"] = roles
			}
		}
	}
	return nil
}

// accessByOperation gives the access option of each RPC by its operationId.
func accessByOperation() map[string]*optionsv1.Access {
	out := map[string]*optionsv1.Access{}
	for _, s := range publicServices() {
		for i := range s.desc.Methods().Len() {
			m := s.desc.Methods().Get(i)
			a, _ := proto.GetExtension(m.Options(), optionsv1.E_Access).(*optionsv1.Access)
			out[operationID(m)] = a
		}
	}
	return out
}

func operationID(m protoreflect.MethodDescriptor) string {
	return string(m.Parent().Name()) + "_" + string(m.Name())
}

func roleNames(a *optionsv1.Access) []string {
	var out []string
	for _, r := range a.GetRoles() {
		out = append(out, strings.ToLower(strings.TrimPrefix(r.String(), "ROLE_")))
	}
	slices.Sort(out)
	return out
}

// unreadable names the reasons of a file that is refused as a whole.
const unreadable = "FILE_NOT_XLSX, FILE_IS_XLS, FILE_TOO_LARGE, FILE_BROKEN, SHEET_NOT_FOUND and HEADER_NOT_FOUND for a file that cannot be read."

// addUploads describes the routes that take a raw file.
func addUploads(paths object) error {
	file := object{"required": true, "description": "The file itself, at most 8 MB; any Content-Type.", "content": object{
		"application/octet-stream": object{"schema": object{"type": "string", "format": "binary"}},
	}}
	query := func(name, kind, description string, more object) object {
		schema := object{"type": kind}
		maps.Copy(schema, more)
		return object{"name": name, "in": "query", "description": description, "schema": schema}
	}
	add := func(path string, op object) error {
		if _, taken := paths[path]; taken {
			return fmt.Errorf("gateway: OpenAPI: %s is generated and written by hand", path)
		}
		paths[path] = object{"post": op}
		return nil
	}
	// The response of an RPC without an HTTP rule has no generated schema.
	answer := object{"200": object{"description": "What was read, or every cell that stopped it.", "content": object{
		"application/json": object{"schema": object{"type": "object", "properties": object{
			"import": object{"$ref": "#/components/schemas/massar.type.v1.Import"},
		}}},
	}}}
	if err := add(patternImports, object{
		"tags": []any{"IdaraService"}, "operationId": "IdaraService_CreateImport",
		"summary": "Takes a MASSAR file of the school: all or nothing.",
		"description": "Every bad cell is listed in `refused`, and then nothing was written. IMPORT_KIND_UNSUPPORTED, SCHOOL_NOT_FOUND, " +
			"SCHOOL_YEAR_UNKNOWN; " + unreadable,
		"requestBody": file, "responses": maps.Clone(answer),
		"parameters": []any{
			query("kind", "string", "What the file is.", object{"enum": []any{"CLASS_LIST", "TIMETABLE", "ABSENCES", "STAFF"}}),
			query("schoolCode", "string", "Default: the caller's school.", nil),
			query("schoolYear", "string", "Default: the current year.", nil),
			query("fileName", "string", "For people only.", nil),
			query("from", "string", "First day of a timetable (YYYY-MM-DD). Default: today.", nil),
			query("classId", "string", "Class of an absence sheet.", nil),
			query("dryRun", "boolean", "Read and check everything, write nothing (TIMETABLE, ABSENCES, STAFF).", nil),
		},
	}); err != nil {
		return err
	}
	if err := addDocuments(add); err != nil {
		return err
	}
	return add(patternSheet, object{
		"tags": []any{"MoudarisService"}, "operationId": "MoudarisService_ImportMarkSheet",
		"summary": "Takes a filled NotesCC workbook: all or nothing.",
		"description": "Every bad cell is listed in `refused`, and then nothing was written; an empty cell clears nothing. MARK_SHEET_NOT_FOUND; " +
			"MARK_SHEET_SUBMITTED, MARK_SHEET_VALIDATED or MARK_SHEET_PUBLISHED when entry is over; " + unreadable,
		"requestBody": file, "responses": maps.Clone(answer),
		"parameters": []any{
			object{"name": "mark_sheet_id", "in": "path", "required": true, "schema": object{"type": "string"}},
			query("overwrite", "boolean", "A filled cell replaces a different value although the file carries no snapshot.", nil),
			query("keep", "array", "Cells of the file, such as `G18`, that are passed over.", object{"items": object{"type": "string"}}),
			query("replace", "array", "Cells of the file that are written over what somebody else wrote since the export, with the version of it: `G18@3`.",
				object{"items": object{"type": "string"}}),
			query("fileName", "string", "For people only.", nil),
		},
	})
}

// addDocuments describes the routes that take a paper of a justification.
func addDocuments(add func(path string, op object) error) error {
	parameter := func(name string) object {
		return object{"name": name, "in": "path", "required": true, "schema": object{"type": "string"}}
	}
	op := func(service string, parameters ...any) object {
		return object{
			"tags": []any{service}, "operationId": service + "_AttachDocument",
			"summary": "Adds a paper to a justification that waits.",
			"description": "PDF, JPEG or PNG, told from its bytes; pictures are made anew. JUSTIFICATION_NOT_FOUND, JUSTIFICATION_DECIDED, " +
				"DOCUMENT_TYPE, DOCUMENT_TOO_LARGE; TOO_MANY_ITEMS over five.",
			"requestBody": object{"required": true, "description": "The paper itself, at most 5 MB; any Content-Type.", "content": object{
				"application/octet-stream": object{"schema": object{"type": "string", "format": "binary"}},
			}},
			"responses": object{"200": object{"description": "The paper as it was kept.", "content": object{
				"application/json": object{"schema": object{"type": "object", "properties": object{
					"document": object{"$ref": "#/components/schemas/massar.type.v1.JustificationDocument"},
				}}},
			}}},
			"parameters": parameters,
		}
	}
	return errors.Join(
		add(patternOfficeDocument, op("IdaraService", parameter("justification_id"))),
		add(patternGuardianDocument, op("WaliyeService", parameter("student_id"), parameter("justification_id"))),
	)
}

// errorSchema is the envelope of errors.go.
func errorSchema() object {
	text := func(example string) object { return object{"type": "string", "example": example} }
	return object{
		"type": "object", "required": []any{"error"},
		"properties": object{"error": object{
			"type": "object", "required": []any{"code", "reason", "message", "fields", "requestId"},
			"properties": object{
				"code":    text("NOT_FOUND"),
				"reason":  text("STUDENT_NOT_FOUND"),
				"message": object{"type": "string", "description": "For the person, in the language asked for."},
				"fields": object{"type": "array", "items": object{"type": "object", "properties": object{
					"field": text("cells[3].mark"), "reason": text("MARK_ABOVE_SCALE"), "message": object{"type": "string"},
				}}},
				"meta":      object{"type": "object", "additionalProperties": object{"type": "string"}, "description": "Facts for programs, such as retryAfterSeconds."},
				"requestId": object{"type": "string", "description": "To be quoted when asking for help."},
			},
		}},
	}
}
