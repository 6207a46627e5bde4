package attendance

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"

	"github.com/massar-platform/massar/platform/blob"
	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/ids"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	"github.com/massar-platform/massar/services/attendance/internal/links"
	"github.com/massar-platform/massar/services/attendance/internal/papers"
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
