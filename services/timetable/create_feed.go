package timetable

import (
	"cmp"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"slices"
	"strings"
	"time"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/localtext"
	"github.com/massar-platform/massar/platform/rpc"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/write"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	optionsv1 "github.com/massar-platform/massar/proto/gen/massar/options/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/timetable/internal/store"
)

const (
	// feedsMost is how many calendar addresses an account may have.
	feedsMost = 10
	// feedSecret is the length of the secret of an address, in bytes.
	feedSecret = 32
)

// CreateFeed makes a private calendar address: of a student's or teacher's own
// weeks, or of those of a guardian's child. The secret is shown in this answer only:
// the row has its hash, and the answer that is kept for a repeated request is sealed.
func (s *Service) CreateFeed(ctx context.Context, req *timetablev1.CreateFeedRequest) (*typev1.CalendarFeed, error) {
	r, err := s.reach(ctx)
	if err != nil {
		return nil, err
	}
	label, err := localtext.CleanName(req.GetLabel())
	if err != nil {
		return nil, errs.E(errs.Invalid, errorsv1.Reason_TEXT_NOT_ALLOWED, "naming a calendar address", err,
			errs.Field("label", errorsv1.Reason_TEXT_NOT_ALLOWED))
	}
	feed := store.Feed{
		Account: r.caller.AccountID, Role: int32(r.caller.Role), Person: r.caller.PersonID,
		Student: req.GetStudentId(), Label: label, Lang: string(rpc.Lang(ctx)),
	}
	if feed.Student == feed.Person {
		feed.Student = ""
	}
	if !mayFollow(r.caller.Role, feed.Student, r.nodes.GetStudentIds()) {
		return nil, studentNotFound()
	}
	op := write.Op{RPC: "timetable.CreateFeed", Resource: cmp.Or(feed.Student, feed.Person), Request: req, Secret: s.seal}
	return write.Do(ctx, s.db, op, func(ctx context.Context, tx sqldb.Tx) (*typev1.CalendarFeed, error) {
		feed := feed
		feed.ID, feed.At = ids.New(), s.clock.Real().Now().UnixMicro()
		token := newToken()
		added, err := store.AddFeed(ctx, tx, feed, hashToken(token), feedsMost)
		if err != nil {
			return nil, err
		}
		if !added {
			return nil, errs.E(errs.FailedPrecondition, errorsv1.Reason_TOO_MANY_ITEMS, "making a calendar address", nil, errs.Args(feedsMost))
		}
		shown := feedOf(feed)
		shown.Url = strings.TrimSuffix(s.cfg.PublicURL, "/") + "/v1/" + audienceOf(r.caller.Role) + "/calendars/" + token
		return shown, nil
	})
}

// mayFollow says whether an owner may read the weeks of a calendar address: his own
// as a student or teacher, those of a child that he has now as a guardian.
func mayFollow(role optionsv1.Role, student string, children []string) bool {
	if role == optionsv1.Role_ROLE_GUARDIAN {
		return slices.Contains(children, student)
	}
	return student == ""
}

// audienceOf is the audience through which the owner of an address reads.
func audienceOf(role optionsv1.Role) string {
	switch role {
	case optionsv1.Role_ROLE_GUARDIAN:
		return "waliye"
	case optionsv1.Role_ROLE_TEACHER:
		return "moudaris"
	}
	return "moutamadris"
}

// newToken is the secret part of an address.
func newToken() string {
	secret := make([]byte, feedSecret)
	// crypto/rand never fails: Go aborts instead.
	_, _ = rand.Read(secret)
	return base64.RawURLEncoding.EncodeToString(secret)
}

// hashToken is what is kept of a token: 32 random bytes need no slow hash.
func hashToken(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

// feedOf shows an address without its secret.
func feedOf(f store.Feed) *typev1.CalendarFeed {
	return &typev1.CalendarFeed{
		FeedId: f.ID, CreatedAt: time.UnixMicro(f.At).UTC().Format(time.RFC3339Nano), Label: f.Label, StudentId: f.Student,
	}
}
