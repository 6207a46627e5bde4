package demo

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
)

// The roles of accounts.
const (
	RoleStudent      = "student"
	RoleGuardian     = "guardian"
	RoleTeacher      = "teacher"
	RoleSchoolOffice = "school_office"
	RoleProvince     = "province"
	RoleAcademy      = "academy"
	RoleMinistry     = "ministry"
)

// Account is somebody who can sign in to the demo.
type Account struct {
	Role       string `json:"role"`
	Identifier string `json:"identifier"`
	Password   string `json:"password"`
	// TOTPSecret is set for accounts with a second factor.
	TOTPSecret string `json:"totpSecret,omitempty"`
	Name       string `json:"name"`
	// SchoolCode is empty for officers; for a guardian it is the first child's.
	SchoolCode string `json:"schoolCode"`
	// Classes of that school: a student's own, those of a guardian's children, those that a teacher teaches.
	Classes []string `json:"classes,omitempty"`
	// LessonsToday is how many lessons a teacher gives on the day of the demo.
	LessonsToday int `json:"lessonsToday,omitempty"`
	// Awaited are the classes of which every mark sheet is validated but this teacher's.
	Awaited []string `json:"awaited,omitempty"`
}

// Accounts are the accounts of a demo, officers first.
type Accounts []Account

// app is the application that the role signs in to.
func (a Account) app() string {
	switch a.Role {
	case RoleStudent:
		return "moutamadris"
	case RoleGuardian:
		return "waliye"
	case RoleTeacher:
		return "moudaris"
	}
	return "idara"
}

// Save writes the accounts into a file (demo-accounts.json of the data folder), readable by its owner only. A
// crash leaves the old file or the new one.
func (a Accounts) Save(path string) error {
	content, err := json.MarshalIndent(a.sorted(), "", "  ")
	if err != nil {
		return fmt.Errorf("demo: writing accounts: %w", err)
	}
	file, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*")
	if err != nil {
		return fmt.Errorf("demo: writing accounts: %w", err)
	}
	_, err = file.Write(append(content, '\n'))
	err = errors.Join(err, file.Chmod(0o600), file.Sync(), file.Close())
	if err == nil {
		err = os.Rename(file.Name(), path)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("demo: writing accounts: %w", err), os.Remove(file.Name()))
	}
	return nil
}

// Load reads what Save wrote; fs.ErrNotExist when there was no demo.
func Load(path string) (Accounts, error) {
	content, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("demo: reading accounts: %w", err)
	}
	var a Accounts
	if err := json.Unmarshal(content, &a); err != nil {
		return nil, fmt.Errorf("demo: reading %s: %w", path, err)
	}
	return a, nil
}

// of gives the accounts of a role.
func (a Accounts) of(role string) Accounts {
	return slices.DeleteFunc(slices.Clone(a), func(one Account) bool { return one.Role != role })
}

// sorted orders by role from the ministry down, then by school and identifier.
func (a Accounts) sorted() Accounts {
	order := []string{RoleMinistry, RoleAcademy, RoleProvince, RoleSchoolOffice, RoleTeacher, RoleStudent, RoleGuardian}
	out := slices.Clone(a)
	slices.SortStableFunc(out, func(x, y Account) int {
		return cmp.Or(
			cmp.Compare(slices.Index(order, x.Role), slices.Index(order, y.Role)),
			cmp.Compare(x.SchoolCode, y.SchoolCode),
			cmp.Compare(x.Identifier, y.Identifier),
		)
	})
	return out
}
