package auth

import (
	optionsv1 "github.com/massar-platform/massar/proto/gen/massar/options/v1"
)

// Issuer is the `iss` of every access token.
const Issuer = "massar"

// The applications, which are the audiences of access tokens.
const (
	AppMoutamadris = "moutamadris"
	AppWaliye      = "waliye"
	AppMoudaris    = "moudaris"
	AppIdara       = "idara"
)

// AppOf is the one application in which a role is worn; empty for no role.
func AppOf(role optionsv1.Role) string {
	switch role {
	case optionsv1.Role_ROLE_STUDENT:
		return AppMoutamadris
	case optionsv1.Role_ROLE_GUARDIAN:
		return AppWaliye
	case optionsv1.Role_ROLE_TEACHER:
		return AppMoudaris
	case optionsv1.Role_ROLE_SCHOOL_OFFICE, optionsv1.Role_ROLE_PROVINCE,
		optionsv1.Role_ROLE_ACADEMY, optionsv1.Role_ROLE_MINISTRY:
		return AppIdara
	default:
		return ""
	}
}

// roleNames are the words of the `rol` claim, the same as in account lists.
var roleNames = map[optionsv1.Role]string{
	optionsv1.Role_ROLE_STUDENT:       "student",
	optionsv1.Role_ROLE_GUARDIAN:      "guardian",
	optionsv1.Role_ROLE_TEACHER:       "teacher",
	optionsv1.Role_ROLE_SCHOOL_OFFICE: "school_office",
	optionsv1.Role_ROLE_PROVINCE:      "province",
	optionsv1.Role_ROLE_ACADEMY:       "academy",
	optionsv1.Role_ROLE_MINISTRY:      "ministry",
}

// RoleName is the word for a role: "school_office". Empty for no role.
func RoleName(role optionsv1.Role) string { return roleNames[role] }

// ParseRole reads a role's word.
func ParseRole(name string) (optionsv1.Role, bool) {
	for role, n := range roleNames {
		if n == name {
			return role, true
		}
	}
	return optionsv1.Role_ROLE_UNSPECIFIED, false
}
