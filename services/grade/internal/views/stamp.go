package views

import (
	"encoding/json"
	"fmt"

	"github.com/massar-platform/massar/services/grade/internal/grading"
)

// RuleNames are the dated rules that a stamp keeps.
func RuleNames() []string {
	return []string{
		"rounding", "average_from", "absence_justified", "absence_unjustified", "missing", "exempt",
		"statistics_min", "absence_delay_days",
	}
}

// Text is a label in both languages.
type Text struct {
	Ar string `json:"ar"`
	Fr string `json:"fr"`
}

// Stamp is everything beside class list, cells and remarks that the views of a
// class's semester are computed from. It is stored as JSON.
type Stamp struct {
	SchoolYear string `json:"schoolYear"`
	Semester   int    `json:"semester"`
	ClassID    string `json:"classId"`
	Label      string `json:"label"`
	ShowRank   bool   `json:"showRank"`
	// Refdata is the fingerprint of the reference data that gave rules, weights
	// and coefficients.
	Refdata string            `json:"refdata"`
	Rules   map[string]string `json:"rules"`
	Sheets  []Sheet           `json:"sheets"`
}

// Sheet is one subject of the stamp.
type Sheet struct {
	SheetID     string   `json:"sheetId"`
	Subject     string   `json:"subject"`
	Name        Text     `json:"name"`
	Scale       int      `json:"scale"`
	Coefficient string   `json:"coefficient"`
	Controls    string   `json:"controls"`
	Activities  string   `json:"activities"`
	Columns     []Column `json:"columns"`
	// LeftOut says that the class is published without this sheet, and Reason why.
	LeftOut bool   `json:"leftOut,omitempty"`
	Reason  string `json:"reason,omitempty"`
}

// Column is one mark column of a sheet.
type Column struct {
	Name       string `json:"name"`
	Activities bool   `json:"activities,omitempty"`
	Number     int    `json:"number"`
	// Label and Date are the teacher's; empty where he gave none.
	Label string `json:"label,omitempty"`
	Date  string `json:"date,omitempty"`
	// Released says that families see it before the semester is published.
	Released bool `json:"released,omitempty"`
}

// Encode gives the stored form; equal stamps give equal text.
func (s Stamp) Encode() (string, error) {
	b, err := json.Marshal(s)
	if err != nil {
		return "", fmt.Errorf("encoding the stamp of a class: %w", err)
	}
	return string(b), nil
}

// DecodeStamp reads the stored form.
func DecodeStamp(text string) (Stamp, error) {
	var s Stamp
	if err := json.Unmarshal([]byte(text), &s); err != nil {
		return s, fmt.Errorf("decoding the stamp of a class: %w", err)
	}
	return s, nil
}

// EncodeRoster gives the stored form of a class list: student ids by place.
func EncodeRoster(students []string) (string, error) {
	if students == nil {
		students = []string{}
	}
	b, err := json.Marshal(students)
	if err != nil {
		return "", fmt.Errorf("encoding a class list: %w", err)
	}
	return string(b), nil
}

// DecodeRoster reads the stored form.
func DecodeRoster(text string) ([]string, error) {
	var list []string
	if err := json.Unmarshal([]byte(text), &list); err != nil {
		return nil, fmt.Errorf("decoding a class list: %w", err)
	}
	return list, nil
}

func (s Stamp) rules() (grading.Rules, error) {
	rules, err := grading.NewRules(func(name string) string { return s.Rules[name] })
	if err != nil {
		return rules, fmt.Errorf("reading the rules of class %s: %w", s.ClassID, err)
	}
	return rules, nil
}

// AbsenceDelay is the number of days that an absence waits for its decision.
func (s Stamp) AbsenceDelay() (int, error) {
	rules, err := s.rules()
	return rules.AbsenceDelayDays, err
}

func (s Sheet) weights() (grading.Weights, error) {
	controls, err := grading.ParseRational(s.Controls)
	if err != nil {
		return grading.Weights{}, fmt.Errorf("reading the weights of sheet %s: %w", s.SheetID, err)
	}
	activities, err := grading.ParseRational(s.Activities)
	if err != nil {
		return grading.Weights{}, fmt.Errorf("reading the weights of sheet %s: %w", s.SheetID, err)
	}
	return grading.NewWeights(controls, activities)
}
