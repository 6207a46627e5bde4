package sqldb

// PoolStats is the state of a database's connections at one moment.
type PoolStats struct {
	InUse, Idle, Max int64
	// Waits counts, since the start, how often a caller found no free connection.
	Waits int64
}

// Pool implements DB.
func (d *postgresDB) Pool() PoolStats {
	s := d.pool.Stat()
	return PoolStats{
		InUse: int64(s.AcquiredConns()), Idle: int64(s.IdleConns()), Max: int64(s.MaxConns()), Waits: s.EmptyAcquireCount(),
	}
}

// Pool implements DB; it tells of the connections that read, the one that writes is always there.
func (d *sqliteDB) Pool() PoolStats {
	s := d.readers.Stats()
	return PoolStats{InUse: int64(s.InUse), Idle: int64(s.Idle), Max: int64(s.MaxOpenConnections), Waits: s.WaitCount}
}
