package identity

import (
	"context"
	"errors"

	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/write"
	identityv1 "github.com/massar-platform/massar/proto/gen/massar/identity/v1"
)

// errTried ends a trial, whose transaction is not to be kept.
var errTried = errors.New("nothing stands in the way")

// tryStaff goes the whole way of an account for a staff record that is yet to be made, and keeps nothing of it.
// Where the account was made already under the same key, nothing stands in the way of hearing so again.
func (s *Service) tryStaff(ctx context.Context, c callerScope, w staffWanted) (*identityv1.CreateStaffAccountResponse, error) {
	none := &identityv1.CreateStaffAccountResponse{}
	answered, err := write.Answered(ctx, s.db, createStaffAccount)
	if err != nil || answered {
		return none, err
	}
	w.role.PersonID = ids.New()
	err = s.db.InTx(ctx, func(ctx context.Context, tx sqldb.Tx) error {
		if _, err := s.staffAccount(ctx, tx, c, w); err != nil {
			return err
		}
		return errTried
	})
	if errors.Is(err, errTried) {
		err = nil
	}
	return none, err
}
