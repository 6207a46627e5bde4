package identity

import (
	"context"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/write"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	identityv1 "github.com/massar-platform/massar/proto/gen/massar/identity/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/identity/internal/secrets"
	"github.com/massar-platform/massar/services/identity/internal/store"
)

// maxChildren bounds what one guardian's account may reach.
const maxChildren = 20

// LinkChild joins a child to the signed-in guardian with a printed code. Wrong codes are counted against the
// account and, in the same table, against nobody else.
func (s identityServer) LinkChild(ctx context.Context, req *identityv1.LinkChildRequest) (*identityv1.LinkChildResponse, error) {
	p, err := caller(ctx)
	if err != nil {
		return nil, err
	}
	t, err := s.begin(ctx, subjectLink, p.AccountID)
	if err != nil {
		return nil, err
	}
	typed, _ := secrets.ReadCode(req.GetActivationCode(), secrets.CodeLength)
	hash := s.keys.CodeHash(hashCode, typed)
	if err := s.requireSchoolOf(ctx, hash); err != nil {
		if !isCodeRefusal(err) {
			s.forgiveNow(ctx, t)
		}
		return nil, err
	}
	op := write.Op{RPC: "identity.LinkChild", Resource: p.PersonID, Request: req, Secret: s.keys.Answers()}
	response, err := write.Do(ctx, s.db, op, func(ctx context.Context, tx sqldb.Tx) (*identityv1.LinkChildResponse, error) {
		code, err := s.guardianCode(ctx, tx, p.AccountID, hash)
		if err != nil {
			return nil, err
		}
		err = s.link(ctx, tx, p.PersonID, code)
		if err != nil {
			return nil, err
		}
		used, err := store.UseCode(ctx, tx, hash, s.now())
		if err != nil {
			return nil, err
		}
		if !used {
			return nil, codeRefused(errorsv1.Reason_ACTIVATION_CODE_USED)
		}
		return &identityv1.LinkChildResponse{StudentId: code.StudentID, Relation: typev1.Relation_Value(code.Relation)}, nil
	})
	switch {
	case err == nil:
		s.clear(ctx, t)
	case !isCodeRefusal(err):
		s.forgiveNow(ctx, t)
	}
	return response, err
}

// requireSchoolOf is requireSchool for a code of a family that can still be used. Any other code is left to the
// transaction, which gives the answer of a call that is made again.
func (s *Service) requireSchoolOf(ctx context.Context, hash string) error {
	code, found, err := store.CodeByHash(ctx, s.db, hash)
	if err != nil || !found || code.StudentID == "" || codeState(code, s.now()) != errorsv1.Reason_REASON_UNSPECIFIED {
		return err
	}
	return s.requireSchool(ctx, code)
}

// isCodeRefusal says whether a failure was a wrong code: only those count as guesses.
func isCodeRefusal(err error) bool {
	switch errs.ReasonOf(err) {
	case errorsv1.Reason_ACTIVATION_CODE_INVALID, errorsv1.Reason_ACTIVATION_CODE_USED, errorsv1.Reason_ACTIVATION_CODE_EXPIRED:
		return true
	}
	return false
}

// guardianCode finds a good code that is for a guardian, and where it was printed for a telephone, for this one.
func (s *Service) guardianCode(ctx context.Context, tx sqldb.Tx, accountID, hash string) (store.Code, error) {
	code, found, err := store.CodeByHash(ctx, tx, hash)
	if err != nil {
		return store.Code{}, err
	}
	if !found || code.StudentID == "" || code.Relation == relationSelf {
		return store.Code{}, codeRefused(errorsv1.Reason_ACTIVATION_CODE_INVALID)
	}
	if state := codeState(code, s.now()); state != errorsv1.Reason_REASON_UNSPECIFIED {
		return store.Code{}, codeRefused(state)
	}
	if code.Phone == "" {
		return code, nil
	}
	identifier, err := store.IdentifierOf(ctx, tx, accountID)
	if err != nil {
		return store.Code{}, err
	}
	if e164.MatchString(identifier) && identifier != code.Phone {
		return store.Code{}, codeRefused(errorsv1.Reason_ACTIVATION_CODE_INVALID)
	}
	return code, nil
}

// link joins a guardian to the student of a code. Under a custody deny nothing is joined: it stands over any
// link, and the code stays unused.
func (s *Service) link(ctx context.Context, tx sqldb.Tx, guardianID string, code store.Code) error {
	err := mayJoin(ctx, tx, guardianID, code)
	if err != nil {
		return err
	}
	links, err := store.LinksOfGuardian(ctx, tx, guardianID)
	if err != nil {
		return err
	}
	if len(links) >= maxChildren {
		return errs.E(errs.FailedPrecondition, errorsv1.Reason_TOO_MANY_ITEMS, "linking a child", nil, errs.Args(maxChildren))
	}
	added, err := store.AddLink(ctx, tx, store.Link{GuardianID: guardianID, StudentID: code.StudentID, Relation: code.Relation}, s.now())
	if err != nil {
		return err
	}
	if !added {
		return errs.E(errs.AlreadyExists, errorsv1.Reason_GUARDIAN_LINK_EXISTS, "linking a child", nil)
	}
	return nil
}
