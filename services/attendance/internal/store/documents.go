package store

import (
	"context"
	"fmt"

	"github.com/massar-platform/massar/platform/roster"
	"github.com/massar-platform/massar/platform/sqldb"
)

// Document is a paper of a justification; its bytes lie in the bucket under Key.
type Document struct {
	School          string
	ID              string
	JustificationID string
	Key             string
	ContentType     string
	Size            int
	SHA256          string
	Account         string
	At              int64
}

const documentColumns = `SELECT school, document_id, justification_id, blob_key, content_type, size, sha256, account_id, at FROM documents`

func scanDocument(row sqldb.Row) (d Document, err error) {
	err = row.Scan(&d.School, &d.ID, &d.JustificationID, &d.Key, &d.ContentType, &d.Size, &d.SHA256, &d.Account, &d.At)
	return d, err
}

const sqlFindDocument = documentColumns + ` WHERE school = $1 AND document_id = $2`

// FindDocument reads a paper whoever asks.
func FindDocument(ctx context.Context, q sqldb.Querier, id string) (Document, error) {
	d, err := scanDocument(q.QueryRow(ctx, sqlFindDocument, roster.SchoolOf(id), id))
	return d, found(err, "reading a document")
}

const sqlInsertDocument = `INSERT INTO documents (school, document_id, justification_id, blob_key, content_type, size, sha256, account_id, at)
 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`

// InsertDocument writes that a paper belongs to a justification.
func InsertDocument(ctx context.Context, tx sqldb.Tx, d Document) error {
	_, err := tx.Exec(ctx, sqlInsertDocument, d.School, d.ID, d.JustificationID, d.Key, d.ContentType, d.Size, d.SHA256, d.Account, d.At)
	if err != nil {
		return fmt.Errorf("writing a document: %w", err)
	}
	return nil
}

const sqlDocuments = documentColumns + ` WHERE school = $1 AND justification_id IN (`

// Documents are the papers of justifications, oldest first, by justification.
func Documents(ctx context.Context, q sqldb.Querier, justificationIDs []string) (map[string][]Document, error) {
	bySchool := map[string][]string{}
	for _, id := range justificationIDs {
		school := roster.SchoolOf(id)
		bySchool[school] = append(bySchool[school], id)
	}
	by := make(map[string][]Document, len(justificationIDs))
	for school, ids := range bySchool {
		in, args := sqldb.InList(2, ids)
		documents, err := sqldb.List(ctx, q, "reading documents", scanDocument, sqlDocuments+in+`) ORDER BY document_id`,
			append([]any{school}, args...)...)
		if err != nil {
			return nil, err
		}
		for _, d := range documents {
			by[d.JustificationID] = append(by[d.JustificationID], d)
		}
	}
	return by, nil
}
