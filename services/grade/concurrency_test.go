package grade_test

import (
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/proto"

	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

// Corrections of several sheets of a class, approved at the same moment by two
// persons, all show in every view: whoever writes views sees what the others wrote.
func TestCorrectionsAtOnceLoseNothing(t *testing.T) {
	tell(t, func(s *story) {
		var sheets []string
		for _, head := range s.heads(s.class) {
			sheets = append(sheets, head.GetMarkSheetId())
			s.fillIn(head.GetMarkSheetId(), s.cell(0, "C1", "10", 0))
		}
		s.publishNow(s.class)
		var corrections []string
		for _, sheet := range sheets {
			c, err := s.propose(s.salma.Principal, &gradev1.ProposeCorrectionRequest{MarkSheetId: sheet, Mark: proto.String("15")})
			require.NoError(s, err)
			corrections = append(corrections, c.GetCorrectionId())
		}
		var wg sync.WaitGroup
		failures := make(chan error, 2*len(corrections))
		won := make(chan string, 2*len(corrections))
		for _, id := range corrections {
			for range 2 {
				wg.Go(func() {
					c, err := s.decide(s.second, id, true, "")
					if err != nil {
						failures <- err
						return
					}
					won <- c.GetCorrectionId()
				})
			}
		}
		wg.Wait()
		close(won)
		seen := map[string]int{}
		for id := range won {
			seen[id]++
		}
		require.Len(s, seen, len(corrections))
		require.Len(s, failures, len(corrections), "each was decided once")
		m := s.own(0)
		require.Equal(s, "15.00", m.GetAverage().GetValue())
		for _, subject := range m.GetSubjects() {
			require.Equal(s, "15.00", subject.GetMark())
		}
		s.audited()
	})
}

// A class is published once, however often and at once the button is pressed, and
// a sheet that is reopened at that moment is either in it or cancels it.
func TestPublishingAndReopeningAtOnce(t *testing.T) {
	tell(t, func(s *story) {
		pc := s.sheet("PC")
		s.fillIn(pc, s.cell(0, "C1", "10", 0))
		s.closeAll(s.class)
		var wg sync.WaitGroup
		var published, reopened int
		var mu sync.Mutex
		for range 4 {
			wg.Go(func() {
				if _, err := s.publish(&gradev1.PublishClassRequest{}); err == nil {
					mu.Lock()
					published++
					mu.Unlock()
				}
			})
			wg.Go(func() {
				if _, err := s.reopen(pc, "erreur"); err == nil {
					mu.Lock()
					reopened++
					mu.Unlock()
				}
			})
		}
		wg.Wait()
		require.Equal(s, 1, published+reopened, "published at once, a sheet cannot be reopened; reopened, the class cannot be published")
		state := s.read(s.office, pc).GetState()
		if published == 1 {
			require.Equal(s, typev1.SheetState_PUBLISHED, state)
			require.Equal(s, "10.00", s.own(0).GetAverage().GetValue())
		} else {
			require.Equal(s, typev1.SheetState_OPEN, state)
			require.Equal(s, typev1.MarkState_NOT_PUBLISHED, s.own(0).GetAverage().GetState())
		}
		s.audited()
	})
}
