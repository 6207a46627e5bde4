package attendance

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/massar-platform/massar/platform/blob"
	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/sqldb"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	"github.com/massar-platform/massar/services/attendance/internal/links"
	"github.com/massar-platform/massar/services/attendance/internal/papers"
	"github.com/massar-platform/massar/services/attendance/internal/store"
)

const (
	// maxDocuments is how many papers one justification has.
	maxDocuments = 5
	// decodeAtOnce bounds the memory that pictures take: each may need 160 MB for a moment.
	decodeAtOnce = 2
)

// documents is where the bytes of papers are: the database says to what they belong.
type documents struct {
	bucket *blob.Bucket // nil where no place was given: nothing can be attached
	key    links.Key
	// decoding holds a place for each picture that is being decoded.
	decoding chan struct{}
}

// openDocuments opens the bucket and the key of addresses.
func openDocuments(ctx context.Context, cfg Config) (*documents, error) {
	d := &documents{decoding: make(chan struct{}, decodeAtOnce), key: links.RandomKey()}
	if cfg.LinkKeyFile != "" {
		key, err := links.LoadKey(cfg.LinkKeyFile, cfg.CreateLinkKey)
		if err != nil {
			return nil, err
		}
		d.key = key
	}
	if cfg.Documents == "" {
		return d, nil
	}
	bucket, err := blob.Open(ctx, cfg.Documents)
	d.bucket = bucket
	return d, err
}

// ready refuses while there is no place for papers.
func (d *documents) ready() error {
	if d.bucket == nil {
		return errs.E(errs.Unavailable, errorsv1.Reason_NOT_READY, "keeping a document", errors.New("no place for documents was configured"))
	}
	return nil
}

// close ends the use of the bucket.
func (d *documents) close() error {
	if d.bucket == nil {
		return nil
	}
	return d.bucket.Close()
}

// read makes a paper of what was sent, a few at a time.
func (d *documents) read(ctx context.Context, data []byte) (papers.Paper, error) {
	select {
	case d.decoding <- struct{}{}:
	case <-ctx.Done():
		return papers.Paper{}, ctx.Err()
	}
	defer func() { <-d.decoding }()
	paper, err := papers.Read(data)
	switch {
	case errors.Is(err, papers.ErrType):
		return paper, errs.E(errs.Invalid, errorsv1.Reason_DOCUMENT_TYPE, "reading a document", err)
	case errors.Is(err, papers.ErrTooLarge):
		return paper, documentTooLarge()
	}
	return paper, err
}

func documentTooLarge() error {
	return errs.E(errs.Invalid, errorsv1.Reason_DOCUMENT_TOO_LARGE, "reading a document", nil, errs.Args("5 MB"),
		errs.Meta("maxBytes", fmt.Sprint(papers.MaxSize)))
}

func documentNotFound() error {
	return errs.E(errs.NotFound, errorsv1.Reason_DOCUMENT_NOT_FOUND, "finding a document", nil)
}

// newKey is the place of a paper in the bucket: who knows the id of the paper does not know it.
func newKey(documentID string) string {
	random := make([]byte, 16)
	// crypto/rand never fails: Go aborts instead.
	_, _ = rand.Read(random)
	school, local, _ := ids.SplitSchool(documentID)
	return school + "/" + local + "-" + hex.EncodeToString(random)
}

// documentOf is the id of the paper whose key this may be; empty for a key of another form.
func documentOf(key string) string {
	const school, local = len("12345A"), 36
	if len(key) < school+1+local {
		return ""
	}
	id := key[:school] + "." + key[school+1:school+1+local]
	if !wellFormed(id) {
		return ""
	}
	return id
}

const (
	defaultSweepEvery = time.Hour
	// A paper is written minutes at most before its row; the day between covers clocks that differ and a
	// database that is slow to say what became of a commit.
	defaultOrphanAge = 24 * time.Hour
)

// tidy removes papers that belong to nothing, from time to time.
func (s *Service) tidy(ctx context.Context) {
	every := s.cfg.SweepEvery
	if every <= 0 {
		every = defaultSweepEvery
	}
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			if err := s.sweep(ctx); err != nil && ctx.Err() == nil {
				s.log.WarnContext(ctx, "papers that belong to nothing could not be removed", slog.Any("error", err))
			}
		}
	}
}

// sweep removes files whose row was never written: a process ended between the two. A file that is young, or
// whose key we did not make, stays.
func (s *Service) sweep(ctx context.Context) error {
	if s.documents.bucket == nil {
		return nil
	}
	age := s.cfg.OrphanAge
	if age <= 0 {
		age = defaultOrphanAge
	}
	removed := 0
	err := s.documents.bucket.Walk(ctx, s.clock.Real().Now().Add(-age), func(key string) error {
		orphan, err := isOrphan(ctx, s.db, key)
		if err != nil || !orphan {
			return err
		}
		removed++
		return s.documents.bucket.Delete(ctx, key)
	})
	if removed > 0 {
		s.log.InfoContext(ctx, "papers that belonged to nothing were removed", slog.Int("count", removed))
	}
	return err
}

// isOrphan says whether a file of ours is named by no row.
func isOrphan(ctx context.Context, q sqldb.Querier, key string) (bool, error) {
	id := documentOf(key)
	if id == "" {
		return false, nil
	}
	d, err := store.FindDocument(ctx, q, id)
	if errors.Is(err, store.ErrNotFound) {
		return true, nil
	}
	return err == nil && d.Key != key, err
}
