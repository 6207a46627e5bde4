// Package feed is the cursor with which a client asks "what has changed since".
//
// Changes are ordered by id, a UUIDv7 made before its transaction commits, so a
// change may become visible behind others that are younger. A cursor therefore
// does not point behind the last change that was told, but some time before it,
// and remembers which changes of that time were told: none is told twice, and
// none is lost whose transaction took less than Overlap. A cursor has a bounded
// size: after more than Remembered changes in that time it looks back less far.
//
// A change may be dated ahead, by an id of a later instant: it is told when that
// instant has come. The package is pure.
package feed
