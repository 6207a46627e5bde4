package demo

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"

	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	waliyev1 "github.com/massar-platform/massar/proto/gen/massar/waliye/v1"
)

// perSchool is how many families, and how many students with passwords, the published class of a school has. The class
// that awaits its last sheet has one of each.
const perSchool = 10

// family is a guardian with one to three children, each in another school where there are enough.
type family struct {
	guardian person
	relation typev1.Relation_Value
	phone    string
	children []*pupil
}

// newFamilies makes up the guardians and gives their children one family name. The first child is in the class that is
// published, so that its guardian finds averages; the last families wait for them.
func (p *plan) newFamilies() {
	for i := range perSchool * len(p.schools) {
		r := p.source.of("family", fmt.Sprint(i))
		f := newFamily(r, i)
		first, round := i%len(p.schools), i/len(p.schools)
		for n := range 1 + i%3 {
			s := p.schools[(first+n)%len(p.schools)]
			classes := s.at(published)
			if n > 0 {
				classes = slices.DeleteFunc(slices.Clone(s.classes), func(c *class) bool { return c.stage == published })
			}
			c := classes[(i*7)%len(classes)]
			// Each family has a place of its own in the list, whatever class it comes to.
			child := c.pupils[(round*3+n)%len(c.pupils)]
			f.add(child)
		}
		p.families = append(p.families, f)
	}
	for i, s := range p.schools {
		n := len(p.families)
		f := newFamily(p.source.of("family", fmt.Sprint(n)), n)
		f.add(s.at(awaiting)[0].pupils[0])
		other := p.schools[(i+1)%len(p.schools)].at(underway)[0].pupils
		f.add(other[len(other)-1]) // no family above comes so far down a list
		p.families = append(p.families, f)
	}
}

// newFamily makes up family number i, without children.
func newFamily(r *rand.Rand, i int) *family {
	f := &family{guardian: someone(r), relation: typev1.Relation_FATHER, phone: phone(i + 1)}
	if f.guardian.female {
		f.relation = typev1.Relation_MOTHER
	}
	return f
}

// add makes a pupil a child of the family, with its name.
func (f *family) add(child *pupil) {
	child.family = f.guardian.family
	f.children = append(f.children, child)
}

// students are those who get a password: the first of the published class, and of the class that awaits its last sheet.
func (s *school) students() []*pupil {
	return append(slices.Clone(s.at(published)[0].pupils[:perSchool]), s.at(awaiting)[0].pupils[0])
}

// openStudent activates a student's own account.
func (d *seeder) openStudent(ctx context.Context, office *user, p *pupil) error {
	out, err := do(ctx, office, "code of "+p.code, d.api.idara.IssueActivationCode, &idarav1.IssueActivationCodeRequest{
		StudentId: p.id, Relation: typev1.Relation_SELF,
	})
	if err != nil {
		return err
	}
	_, err = d.open(ctx, Account{
		Role: RoleStudent, Identifier: p.code, Password: d.source.password(p.code), Name: p.name().GetLatin(), SchoolCode: p.class.school.code,
		Classes: []string{p.class.label},
	}, out.GetCode().GetActivationCode())
	return err
}

// classesAt are the classes of the children who are in that school.
func (f *family) classesAt(s *school) []string {
	var labels []string
	for _, child := range f.children {
		if child.class.school == s && !slices.Contains(labels, child.class.label) {
			labels = append(labels, child.class.label)
		}
	}
	return labels
}

// openFamily activates a guardian with the code of the first child and joins the others.
func (d *seeder) openFamily(ctx context.Context, f *family) error {
	var guardian *user
	for _, child := range f.children {
		out, err := do(ctx, d.offices[child.class.school], "guardian's code of "+child.code+" for "+f.phone, d.api.idara.IssueActivationCode,
			&idarav1.IssueActivationCodeRequest{StudentId: child.id, Relation: f.relation, Phone: &f.phone})
		if err != nil {
			return err
		}
		code := out.GetCode().GetActivationCode()
		if guardian == nil {
			guardian, err = d.open(ctx, Account{
				Role: RoleGuardian, Identifier: f.phone, Password: d.source.password(f.phone),
				Name: f.guardian.name().GetLatin(), SchoolCode: child.class.school.code, Classes: f.classesAt(child.class.school),
			}, code)
		} else {
			_, err = do(ctx, guardian, "join "+child.code, d.api.waliye.LinkChild, &waliyev1.LinkChildRequest{ActivationCode: code})
		}
		if err != nil {
			return err
		}
		d.mu.Lock()
		d.guardians[child] = guardian
		d.mu.Unlock()
	}
	return nil
}

// Code is a printed activation code of a student who has no password yet.
type Code struct {
	SchoolCode, Class, StudentID, ActivationCode string
}

// printCodes issues the codes of a class.
func (d *seeder) printCodes(ctx context.Context, office *user, c *class) error {
	out, err := do(ctx, office, "codes of "+c.label, d.api.idara.IssueClassActivationCodes, &idarav1.IssueClassActivationCodesRequest{
		ClassId: c.id, Relation: typev1.Relation_SELF,
	})
	if err != nil {
		return err
	}
	codes := make([]Code, 0, len(out.GetCodes()))
	for _, code := range out.GetCodes() {
		codes = append(codes, Code{SchoolCode: c.school.code, Class: c.label, StudentID: code.GetStudentId(), ActivationCode: code.GetActivationCode()})
	}
	return d.handOut(codes)
}
