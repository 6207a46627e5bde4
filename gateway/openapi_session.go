package gateway

import "strings"

// addSessions describes what a browser may do with its session's cookie: which one is
// meant, and that sync rotates it and answers more than its RPC does.
func addSessions(paths, schemas object) {
	slot := object{
		"name": headerSession, "in": "header", "schema": object{"type": "string", "pattern": `^(moutamadris|waliye|moudaris|idara)\.[0-7]$`},
		"description": "Which session of this browser is meant, `<app>.<slot>`, one slot for each person who is signed in on it. " +
			"It names the cookie that is set, read and removed; without it there is one for all.",
		"example": "waliye.0",
	}
	for path, item := range paths {
		operations, ok := item.(object)
		if !ok {
			continue
		}
		sync := strings.HasSuffix(path, "/sync")
		for _, value := range operations {
			op, ok := value.(object)
			if !ok || !sync && !strings.HasPrefix(path, "/v1/auth/") {
				continue
			}
			params, _ := op["parameters"].([]any)
			op["parameters"] = append(params, slot)
			if sync {
				op["security"] = []any{object{"bearer": []any{}}, object{"session": []any{}}}
			}
		}
	}
	for name, value := range schemas {
		schema, ok := value.(object)
		if !ok || !strings.HasSuffix(name, ".SyncResponse") {
			continue
		}
		schema["description"] = "What differs from what the app holds. Lists that are empty at the end of the answer are left out."
		if properties, ok := schema["properties"].(object); ok {
			properties["accessToken"] = object{"type": "string", "description": "Only for a browser that syncs with its cookie, and then in errors too: the session has rotated."}
			properties["expiresIn"] = object{"type": "integer", "format": "int32", "description": "Seconds until the access token expires; beside it."}
		}
	}
}

// sessionScheme is the cookie as OpenAPI knows it.
func sessionScheme() object {
	return object{
		"type": "apiKey", "in": "cookie", "name": cookieName,
		"description": "Set by a sign-in with `\"cookie\": true`. With the header " + headerSession + " its name ends in `_<app>.<slot>`. " +
			"It counts only for JSON from a page of this host.",
	}
}
