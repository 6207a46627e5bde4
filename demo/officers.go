package demo

import (
	"context"

	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

// officers are the signed-in officers above the schools.
type officers struct{ ministry, academy, province *user }

// openOfficers activates the first account of the ministry, then one officer of the academy and one of the
// provincial directorate, each made by the one above.
func (d *seeder) openOfficers(ctx context.Context) (officers, error) {
	var o officers
	var err error
	o.ministry, err = d.open(ctx, Account{
		Role: RoleMinistry, Password: d.source.password("ministry"), Name: "Ministère",
	}, d.opts.BootstrapCode)
	if err != nil {
		return o, err
	}
	// Officers need a second factor; offices and teachers do without in the demo, so that trying it is easy.
	_, err = do(ctx, o.ministry, "set the second-factor policy", d.api.idara.SetSecondFactorPolicy, &idarav1.SetSecondFactorPolicyRequest{
		Roles: []typev1.AccountRole_Value{typev1.AccountRole_PROVINCE, typev1.AccountRole_ACADEMY, typev1.AccountRole_MINISTRY},
	})
	if err != nil {
		return o, err
	}
	o.academy, err = d.openOfficer(ctx, o.ministry, RoleAcademy, typev1.AccountRole_ACADEMY, academyNode)
	if err != nil {
		return o, err
	}
	o.province, err = d.openOfficer(ctx, o.academy, RoleProvince, typev1.AccountRole_PROVINCE, directorateNode)
	return o, err
}

// openOfficer makes an officer's account and activates it.
func (d *seeder) openOfficer(ctx context.Context, by *user, role string, value typev1.AccountRole_Value, node string) (*user, error) {
	who := someone(d.source.of(role))
	made, err := do(ctx, by, "make an officer of "+node, d.api.idara.CreateOfficer, &idarav1.CreateOfficerRequest{
		Email: addresses{}.of(who, role), Name: who.name(), Role: value, Node: node,
	})
	if err != nil {
		return nil, err
	}
	return d.open(ctx, Account{
		Role: role, Identifier: made.GetStaff().GetEmail(), Password: d.source.password(node), Name: who.name().GetLatin(),
	}, made.GetActivationCode())
}

// openOffice makes the accounts of a school's director and of its secretary, both by the province: two persons,
// so that one can approve what the other proposes, and neither made the other.
func (d *seeder) openOffice(ctx context.Context, province *user, s *school) (*user, error) {
	director, err := d.openOfficeMember(ctx, province, s, s.director.person, s.director.email)
	if err != nil {
		return nil, err
	}
	_, err = d.openOfficeMember(ctx, province, s, s.secretary.person, s.secretary.email)
	return director, err
}

func (d *seeder) openOfficeMember(ctx context.Context, province *user, s *school, who person, email string) (*user, error) {
	made, err := do(ctx, province, "make the office account "+email, d.api.idara.CreateOfficer, &idarav1.CreateOfficerRequest{
		Email: email, Name: who.name(), Role: typev1.AccountRole_SCHOOL_OFFICE, Node: s.node(),
	})
	if err != nil {
		return nil, err
	}
	return d.open(ctx, d.staffAccount(RoleSchoolOffice, s, who, email), made.GetActivationCode())
}

func (d *seeder) staffAccount(role string, s *school, who person, email string) Account {
	return Account{Role: role, Identifier: email, Password: d.source.password(email), Name: who.name().GetLatin(), SchoolCode: s.code}
}
