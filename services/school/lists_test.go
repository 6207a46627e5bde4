package school_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/auth"
	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/page"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/tests/fixtures"
)

// walk reads a list page by page and returns it with the number of its pages.
func walk(w *world, next func(size int32, token string) (items []string, nextToken string, err error), size int32) ([]string, int) {
	w.Helper()
	var all []string
	token := ""
	for pages := 1; ; pages++ {
		items, following, err := next(size, token)
		require.NoError(w, err)
		require.LessOrEqual(w, len(items), int(size))
		all = append(all, items...)
		if following == "" {
			return all, pages
		}
		require.Len(w, items, int(size), "only the last page is short")
		require.LessOrEqual(w, len(following), 512, "a token must be accepted when it comes back")
		token = following
		require.Less(w, pages, 100)
	}
}

func TestListsArePaged(t *testing.T) {
	each(t, func(w *world) {
		long := strings.Repeat("محمد ", 11)
		w.accepted(w.office, list(23, func(c *fixtures.ListClass) {
			for i := range c.Pupils {
				c.Pupils[i].Family, c.Pupils[i].First = "بنجلون", "ياسين" // equal names: the id decides
			}
			c.Pupils[4].Family, c.Pupils[4].First, c.Pupils[4].LatinFamily = long, long, strings.Repeat("Mohamed ", 14)
		}))
		staff := w.member(w.office, "Salma", "salma@taalim.ma").GetStaffId()
		var labels []string
		for i := range 12 {
			class := w.class(w.office, fmt.Sprintf("1APIC-%d", i+1))
			labels = append(labels, class.GetLabel())
			w.assign(w.office, class.GetClassId(), "MATH", staff)
			w.member(w.office, "Omar", fmt.Sprintf("omar%d@taalim.ma", i))
		}
		lists := map[string]struct {
			next func(size int32, token string) ([]string, string, error)
			want int
		}{
			"ListClasses": {func(size int32, token string) ([]string, string, error) {
				got, err := w.idara.ListClasses(w.as(w.office), &schoolv1.ListClassesRequest{PageSize: size, PageToken: token})
				return names(got.GetClasses(), (*typev1.ClassInfo).GetLabel), got.GetNextPageToken(), err
			}, 13},
			"ListClasses as teacher": {func(size int32, token string) ([]string, string, error) {
				got, err := w.moudaris.ListClasses(w.as(person(teacherRole, staff)), &schoolv1.ListClassesRequest{PageSize: size, PageToken: token})
				return names(got.GetClasses(), (*typev1.ClassInfo).GetLabel), got.GetNextPageToken(), err
			}, 12},
			"SearchStudents": {func(size int32, token string) ([]string, string, error) {
				got, err := w.idara.SearchStudents(w.as(w.office), &schoolv1.SearchStudentsRequest{Query: "a", PageSize: size, PageToken: token})
				return names(got.GetStudents(), (*typev1.Student).GetMassarCode), got.GetNextPageToken(), err
			}, 23},
			"ListStaff": {func(size int32, token string) ([]string, string, error) {
				got, err := w.idara.ListStaff(w.as(w.office), &schoolv1.ListStaffRequest{PageSize: size, PageToken: token})
				return names(got.GetStaff(), (*schoolv1.Staff).GetEmail), got.GetNextPageToken(), err
			}, 13},
			"ListNodes of the ministry": {func(size int32, token string) ([]string, string, error) {
				got, err := w.idara.ListNodes(w.as(w.ministry), &schoolv1.ListNodesRequest{Parent: "ma", PageSize: size, PageToken: token})
				return names(got.GetNodes(), (*schoolv1.Node).GetCode), got.GetNextPageToken(), err
			}, 12},
			"ListNodes of an academy": {func(size int32, token string) ([]string, string, error) {
				got, err := w.idara.ListNodes(w.as(w.ministry), &schoolv1.ListNodesRequest{Parent: "ma/07", PageSize: size, PageToken: token})
				return names(got.GetNodes(), (*schoolv1.Node).GetCode), got.GetNextPageToken(), err
			}, 8},
			"ListNodes of a directorate": {func(size int32, token string) ([]string, string, error) {
				got, err := w.idara.ListNodes(w.as(w.ministry), &schoolv1.ListNodesRequest{Parent: province, PageSize: size, PageToken: token})
				return names(got.GetNodes(), (*schoolv1.Node).GetCode), got.GetNextPageToken(), err
			}, 2},
		}
		for name, l := range lists {
			whole, pages := walk(w, l.next, 500)
			require.Equal(w, 1, pages, name)
			require.Len(w, whole, l.want, name)
			require.Len(w, slices.Compact(slices.Sorted(slices.Values(whole))), l.want, name)
			for _, size := range []int32{1, 5, int32(l.want)} {
				cut, pages := walk(w, l.next, size)
				require.Equal(w, whole, cut, "%s by %d", name, size)
				require.Equal(w, (l.want+int(size)-1)/int(size), pages, "%s by %d", name, size)
			}
			// Tokens of another list, and forged ones.
			other, err := page.Parse(1, "", 1, "other")
			require.NoError(w, err)
			_, foreign := page.Next(other, []string{"a", "b"}, func(s string) []string { return []string{s} })
			for _, token := range []string{"x", foreign} {
				_, _, err = l.next(5, token)
				w.refused(err, errs.Invalid, errorsv1.Reason_PAGE_TOKEN_INVALID)
			}
			_, _, err = l.next(501, "")
			require.Equal(w, errs.Invalid, errs.KindOf(err), name)
		}
		classes, _ := walk(w, lists["ListClasses"].next, 5)
		require.Equal(w, append(labels, "2APIC-1"), classes, "class 2 before class 10")

		forged, err := page.Parse(1, "", 1, "staff", palms)
		require.NoError(w, err)
		_, token := page.Next(forged, []string{"a\x00", "b"}, func(s string) []string { return []string{s} })
		_, _, err = lists["ListStaff"].next(5, token)
		w.refused(err, errs.Invalid, errorsv1.Reason_PAGE_TOKEN_INVALID)
	})
}

func names[T any](rows []T, name func(T) string) []string {
	out := make([]string, 0, len(rows))
	for _, row := range rows {
		out = append(out, name(row))
	}
	return out
}

// The number of statements of a list does not grow with the list.
func TestListsAreOneQuery(t *testing.T) {
	each(t, func(w *world) {
		staff := w.member(w.office, "Salma", "salma@taalim.ma").GetStaffId()
		for i := range 3 {
			w.assign(w.office, w.class(w.office, fmt.Sprintf("1APIC-%d", i+1)).GetClassId(), "MATH", staff)
		}
		list := func() int64 {
			before := w.counted.queries.Load()
			_, err := w.idara.ListClasses(w.as(w.office), &schoolv1.ListClassesRequest{})
			require.NoError(w, err)
			_, err = w.moudaris.ListClasses(w.as(person(teacherRole, staff)), &schoolv1.ListClassesRequest{})
			require.NoError(w, err)
			_, err = w.idara.ListAssignments(w.as(w.office), &schoolv1.ListAssignmentsRequest{})
			require.NoError(w, err)
			return w.counted.queries.Load() - before
		}
		few := list()
		for i := range 20 {
			w.assign(w.office, w.class(w.office, fmt.Sprintf("2APIC-%d", i+1)).GetClassId(), "MATH", staff)
		}
		require.Equal(w, few, list())
		require.LessOrEqual(w, few, int64(6))
	})
}

func TestSearchFolds(t *testing.T) {
	each(t, func(w *world) {
		people := []struct{ family, first, latinFamily, latinFirst string }{
			{"أمزيان", "فاطمة", "Amziane", "Fatima"},
			{"المصطفى", "هدى", "El Mostafa", "Houda"},
			{"بن جلون", "إلياس", "Benjelloun", "Noëlle"},
			{"العلمي", "آدم", "Alami_x", "100%"},
			{"الفاسي", "محمد", `El\Fassi`, "Élève"},
		}
		w.accepted(w.office, list(len(people), func(c *fixtures.ListClass) {
			for i, p := range people {
				c.Pupils[i].Family, c.Pupils[i].First, c.Pupils[i].LatinFamily, c.Pupils[i].LatinFirst = p.family, p.first, p.latinFamily, p.latinFirst
			}
		}))
		all := []int{0, 1, 3, 4} // whose Latin names hold an "a"
		for query, want := range map[string][]int{
			"امزيان": {0}, "أمزيان": {0}, "فاطمه": {0}, "فــاطـمـة": {0}, "فَاطِمَةُ": {0}, "المصطفي": {1}, "هدي": {1},
			"الياس": {2}, "ادم": {3}, "noelle": {2}, "NOËLLE": {2}, "eleve": {4}, "Noe\u0308lle": {2}, "benjelloun no": {2}, "noelle benjelloun": nil,
			"%": {3}, "100%": {3}, "1%0": nil, "_": nil, `\`: {4}, `el\fassi`: {4}, `el\\fassi`: nil, `%\`: nil,
			"alami x": {3}, "alami_x": {3}, "alami?x": nil, "a": all,
			"G200000003": {2}, " g200000003 ": {2}, "g٢٠٠٠٠٠٠٠٣": {2}, "G20000000": nil,
			"ـ": nil, "ء": nil, "'": nil, " ": nil, "\u0651": nil, "a\x00": all, "\x00": nil, "' OR 1=1 --": nil,
		} {
			got, err := w.idara.SearchStudents(w.as(w.office), &schoolv1.SearchStudentsRequest{Query: query})
			require.NoError(w, err, "%q", query)
			var found []int
			for _, student := range got.GetStudents() {
				found = append(found, int(student.GetMassarCode()[9]-'1'))
			}
			require.ElementsMatch(w, want, found, "%q", query)
		}
		// Who left is not found, nor who is of another school.
		w.exec(`UPDATE enrolments SET to_date = '2026-11-01' WHERE number = 1`)
		got, err := w.idara.SearchStudents(w.as(w.office), &schoolv1.SearchStudentsRequest{Query: "امزيان"})
		require.NoError(w, err)
		require.Empty(w, got.GetStudents())
		got, err = w.idara.SearchStudents(w.as(w.officer), &schoolv1.SearchStudentsRequest{SchoolCode: cedars, Query: "a"})
		require.NoError(w, err)
		require.Empty(w, got.GetStudents())
	})
}

func TestListNodes(t *testing.T) {
	each(t, func(w *world) {
		for name, c := range map[string]struct {
			who          auth.Principal
			parent, lang string
			want         []string
		}{
			"own of the office":      {w.office, "", "ar", []string{"SCHOOL 12345A الثانوية الإعدادية النخيل"}},
			"own of the annex":       {w.annexOffice, "", "fr", []string{"ANNEX 12346B Annexe Annakhil"}},
			"own of the officer":     {w.officer, "", "fr", []string{"DIRECTORATE 351 Marrakech"}},
			"own of the ministry":    {w.ministry, "", "fr", []string{"MINISTRY ma Ministère de l'Éducation nationale, du Préscolaire et des Sports"}},
			"schools of the officer": {w.officer, province, "fr", []string{"SCHOOL 12345A Collège Annakhil", "SCHOOL 23456C Lycée Al Arz"}},
			"annexes":                {w.office, province + "/" + palms, "ar", []string{"ANNEX 12346B ملحقة النخيل"}},
			"below an annex":         {w.office, province + "/" + palms + "/" + annex, "ar", nil},
		} {
			got, err := w.idara.ListNodes(w.in(c.who, c.lang), &schoolv1.ListNodesRequest{Parent: c.parent})
			require.NoError(w, err, name)
			require.Equal(w, c.want, described(got.GetNodes()), name)
		}
	})
}

func described(nodes []*schoolv1.Node) []string {
	var out []string
	for _, n := range nodes {
		out = append(out, n.GetKind()+" "+n.GetCode()+" "+n.GetName())
	}
	return out
}

func TestListReferenceAndPath(t *testing.T) {
	each(t, func(w *world) {
		p := populate(w)
		fr, err := w.idara.ListReference(w.in(w.office, "fr"), &schoolv1.ListReferenceRequest{})
		require.NoError(w, err)
		ar, err := w.moudaris.ListReference(w.in(p.teacher, "ar"), &schoolv1.ListReferenceRequest{})
		require.NoError(w, err)
		require.Len(w, fr.GetLevels(), len(w.ref.Levels))
		require.Len(w, ar.GetSubjects(), len(w.ref.AllSubjects))
		for i, subject := range fr.GetSubjects() {
			require.NotEmpty(w, subject.GetName())
			require.Equal(w, subject.GetCode(), ar.GetSubjects()[i].GetCode())
		}
		w.exec(`UPDATE enrolments SET to_date = '2026-11-01', version = 2 WHERE student_id = $1`, p.students[0])
		w.accepted(w.office, list(1, func(c *fixtures.ListClass) { c.Label = "2APIC-2" }))
		path, err := w.moutamadris.ListPath(w.in(p.student, "ar"), &schoolv1.ListPathRequest{StudentId: p.students[0]})
		require.NoError(w, err)
		require.Len(w, path.GetSteps(), 2)
		now, before := path.GetSteps()[0], path.GetSteps()[1]
		require.Equal(w, "2APIC-2", now.GetClass().GetLabel())
		require.Empty(w, now.GetTo())
		require.Equal(w, "2APIC-1", before.GetClass().GetLabel())
		require.Equal(w, "2026-11-01", before.GetTo())
		require.Equal(w, "الثانوية الإعدادية النخيل", now.GetSchool().GetName())
		require.Equal(w, year, now.GetSchoolYear())
		require.NotEmpty(w, now.GetLevel())
	})
}
