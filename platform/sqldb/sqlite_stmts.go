package sqldb

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"sync"
)

// maxStatements bounds the prepared statements per pool. Texts are constants, so
// a service has far fewer; a text beyond the bound is simply not kept.
const maxStatements = 1024

var errBadConn = driver.ErrBadConn

// stmtCache keeps the statements of the reading pool; database/sql prepares each
// of them once per connection.
type stmtCache struct {
	db    *sql.DB
	mu    sync.RWMutex
	stmts map[string]*sql.Stmt
}

func newStmtCache(db *sql.DB) *stmtCache {
	return &stmtCache{db: db, stmts: map[string]*sql.Stmt{}}
}

func (c *stmtCache) query(ctx context.Context, text string, args []any) (*sql.Rows, error) {
	c.mu.RLock()
	stmt, known := c.stmts[text]
	full := len(c.stmts) >= maxStatements
	c.mu.RUnlock()
	if known {
		return stmt.QueryContext(ctx, args...)
	}
	if full {
		return c.db.QueryContext(ctx, text, args...)
	}
	stmt, err := c.prepare(ctx, text)
	if err != nil {
		return nil, err
	}
	return stmt.QueryContext(ctx, args...)
}

// prepare adds a statement, or returns the one that another caller has just added.
func (c *stmtCache) prepare(ctx context.Context, text string) (*sql.Stmt, error) {
	fresh, err := c.db.PrepareContext(ctx, text)
	if err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if stmt, ok := c.stmts[text]; ok {
		// Nobody has used the fresh one yet, so closing it cannot disturb anyone.
		_ = fresh.Close()
		return stmt, nil
	}
	c.stmts[text] = fresh
	return fresh, nil
}

func (c *stmtCache) close() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for text, stmt := range c.stmts {
		// The pool closes next.
		_ = stmt.Close()
		delete(c.stmts, text)
	}
}
