package listeleve

import (
	"regexp"

	"github.com/massar-platform/massar/platform/xlsx"
)

// Sexes of a student.
const (
	Male   = "M"
	Female = "F"
)

// Fact is a value above the table and the cell it stands in; Cell is empty
// where the file does not say.
type Fact struct{ Cell, Value string }

// Student is one line.
type Student struct {
	Line        int
	MassarCode  string
	Family      string // in Arabic
	First       string
	LatinFamily string // empty without Latin columns
	LatinFirst  string
	Sex         string // M, F, or empty
	BirthDate   string // "2012-05-14", or empty
	BirthPlace  string
	// Cells give the address of each field by its name, for findings of the
	// caller: code, family, first, latinFamily, latinFirst, sex, birthDate, birthPlace.
	Cells map[string]string
}

// Class is one sheet.
type Class struct {
	Sheet      string
	SchoolCode Fact // where the sheet shows the GRESA code
	School     Fact
	Level      Fact
	Label      Fact // the name of the sheet where the sheet does not say
	Year       Fact
	Students   []Student
}

// File is a class list as read. Issues refuse the file; Warnings do not.
type File struct {
	Classes  []Class
	Issues   []xlsx.Issue
	Warnings []xlsx.Issue
	// Book is the workbook, for what stands in a cell of which something is said.
	Book *xlsx.Book
}

var (
	codePattern   = regexp.MustCompile(`^[A-Z][0-9]{9}$`)
	oddCode       = regexp.MustCompile(`^[A-Z][0-9]{8,10}$`)
	schoolPattern = regexp.MustCompile(`^[0-9]{5}[A-Z]$`)
)

// Fields of a line, in the words of Student.Cells.
const (
	fieldCode        = "code"
	fieldFamily      = "family"
	fieldFirst       = "first"
	fieldLatinFamily = "latinFamily"
	fieldLatinFirst  = "latinFirst"
	fieldSex         = "sex"
	fieldBirthDate   = "birthDate"
	fieldBirthPlace  = "birthPlace"
)

// Labels as xlsx.Fold writes them, by field.
func labels() map[string][]string {
	return map[string][]string{
		fieldCode: {
			"الرمز", "رقم التلميذ", "رمز التلميذ", "رمز مسار", "رقم مسار", "الرقم الوطني", "الرقم الوطني للتلميذ",
			"code massar", "code eleve", "cne", "code",
		},
		fieldFamily:      {"النسب", "النسب بالعربيه", "الاسم العايلي", "nom arabe", "nom (ar)"},
		fieldFirst:       {"الاسم", "الاسم بالعربيه", "الاسم الشخصي", "prenom arabe", "prenom (ar)"},
		fieldLatinFamily: {"النسب بالفرنسيه", "النسب باللاتينيه", "الاسم العايلي بالفرنسيه", "nom", "nom de famille", "nom (fr)"},
		fieldLatinFirst:  {"الاسم بالفرنسيه", "الاسم باللاتينيه", "الاسم الشخصي بالفرنسيه", "prenom", "prenom (fr)"},
		fieldSex:         {"النوع", "الجنس", "sexe", "genre"},
		fieldBirthDate:   {"تاريخ الازدياد", "تاريخ الميلاد", "تاريخ الولاده", "date de naissance", "date naissance"},
		fieldBirthPlace:  {"مكان الازدياد", "مكان الميلاد", "مكان الولاده", "lieu de naissance", "lieu naissance"},
	}
}

// Facts above the table, as xlsx.Fold writes their labels.
const (
	metaSchool     = "school"
	metaSchoolCode = "schoolCode"
	metaLevel      = "level"
	metaClass      = "class"
	metaYear       = "year"
	metaOther      = "other"
)

func metaLabels() map[string][]string {
	return map[string][]string{
		metaSchool:     {"الموسسه", "موسسه", "اسم الموسسه", "etablissement"},
		metaSchoolCode: {"رمز الموسسه", "code etablissement", "code gresa", "gresa"},
		metaLevel:      {"المستوي", "niveau"},
		metaClass:      {"القسم", "classe"},
		metaYear:       {"السنه الدراسيه", "الموسم الدراسي", "annee scolaire"},
		metaOther: {
			"الاكاديميه", "اكاديميه", "المديريه", "المديريه الاقليميه", "م.الاقليميه", "الجماعه", "عدد التلاميذ", "academie", "direction", "effectif",
		},
	}
}
