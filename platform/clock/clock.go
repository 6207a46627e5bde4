package clock

import (
	"fmt"
	"sync"
	"time"
	_ "time/tzdata" // the zone must be known on machines that carry no zone files
)

// ZoneName is the zone in which a school day begins and ends. Its offset changes
// around Ramadan, so a fixed "+01:00" would be wrong for a month each year.
const ZoneName = "Africa/Casablanca"

// DateLayout is the form of a school day, as stored and as shown in JSON.
const DateLayout = "2006-01-02"

// Clock gives the current instant.
type Clock interface {
	Now() time.Time
}

// System is the machine's clock.
type System struct{}

// Now returns the current instant in UTC.
func (System) Now() time.Time { return time.Now().UTC() }

var zone = sync.OnceValue(func() *time.Location {
	loc, err := time.LoadLocation(ZoneName)
	if err != nil {
		panic(fmt.Sprintf("clock: zone %s is missing although it is embedded: %v", ZoneName, err))
	}
	return loc
})

// Zone returns the zone of the schools.
func Zone() *time.Location { return zone() }

// ParseDate reads a school day and returns its first instant in Zone.
func ParseDate(date string) (time.Time, error) {
	day, err := time.ParseInLocation(DateLayout, date, Zone())
	if err != nil {
		return time.Time{}, fmt.Errorf("reading the date %q: %w", date, err)
	}
	return day, nil
}

// DateOf returns the school day that contains the instant.
func DateOf(t time.Time) string { return t.In(Zone()).Format(DateLayout) }
