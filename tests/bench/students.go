package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"sync"

	"google.golang.org/grpc/metadata"
)

// reader is a student who reads his own marks.
type reader struct {
	token, language string
	json, proto     []byte
}

// activators is how many accounts are activated at once: each costs a core for the time of one password hash.
const activators = 4

// openReaders activates students through their printed codes, class by class over all schools, until there
// are enough.
func (b *bench) openReaders(ctx context.Context, p *product) ([]reader, error) {
	offices, err := p.accounts(ctx, "school_office")
	if err != nil {
		return nil, err
	}
	a := newAPI(p.http)
	var codes [][]string
	asked := map[string]bool{}
	for _, office := range offices {
		if asked[office.SchoolCode] {
			continue // the second person of the same office
		}
		asked[office.SchoolCode] = true
		list, err := schoolCodes(ctx, a, office, b.students)
		if err != nil {
			return nil, err
		}
		codes = append(codes, list)
	}
	var chosen []string
	for i := 0; len(chosen) < b.students; i++ {
		before := len(chosen)
		for _, list := range codes {
			if i < len(list) {
				chosen = append(chosen, list[i])
			}
		}
		if len(chosen) == before {
			break
		}
	}
	chosen = chosen[:min(len(chosen), b.students)]
	readers := make([]reader, len(chosen))
	next := make(chan int)
	var wg sync.WaitGroup
	faults := make([]error, activators)
	for worker := range activators {
		wg.Go(func() {
			for i := range next {
				var s session
				err := a.post(ctx, "", "/v1/auth/accounts:activate", map[string]string{"activationCode": chosen[i], "password": "bench-" + chosen[i]}, &s)
				if err != nil {
					faults[worker] = err
				}
				readers[i] = reader{token: s.AccessToken, language: []string{"ar", "fr"}[i%2]}
			}
		})
	}
	for i := range chosen {
		next <- i
	}
	close(next)
	wg.Wait()
	return readers, errors.Join(faults...)
}

// schoolCodes asks a school's office for codes of its classes, the published ones first.
func schoolCodes(ctx context.Context, a *api, office account, most int) ([]string, error) {
	token, err := a.signIn(ctx, office.Identifier, office.Password, "idara")
	if err != nil {
		return nil, err
	}
	var classes struct {
		Classes []struct {
			ClassID string `json:"classId"`
		} `json:"classes"`
	}
	if err := a.get(ctx, token, "/v1/idara/classes?pageSize=500&schoolCode="+office.SchoolCode, &classes); err != nil {
		return nil, err
	}
	var list []string
	for _, c := range classes.Classes {
		if len(list) >= most {
			break
		}
		var answer struct {
			Codes []struct {
				ActivationCode string `json:"activationCode"`
			} `json:"codes"`
		}
		if err := a.post(ctx, token, "/v1/idara/classes/"+c.ClassID+":issueActivationCodes", map[string]string{"relation": "SELF"}, &answer); err != nil {
			return nil, err
		}
		for _, one := range answer.Codes {
			list = append(list, one.ActivationCode)
		}
	}
	return list, nil
}

// capture reads each student's body once over both protocols: that is what must come back from now on, and
// what the limits serve.
func capture(ctx context.Context, p *product, readers []reader) error {
	client, err := dialGRPC(p.grpc)
	if err != nil {
		return err
	}
	defer client.close()
	conn, err := dialHTTP(ctx, p.http)
	if err != nil {
		return err
	}
	defer conn.close()
	for i := range readers {
		r := &readers[i]
		status, body, err := conn.do(getRequest(marksPath, r.token, r.language))
		if err != nil {
			return err
		}
		if status != http.StatusOK {
			return fmt.Errorf("reading marks: %d: %.300s", status, body)
		}
		r.json = slices.Clone(body)
		var answer rawMessage
		err = client.conns[0].Invoke(metadata.NewOutgoingContext(ctx, r.header()), marksMethod, &rawMessage{data: marksRequest()}, &answer)
		if err != nil {
			return err
		}
		r.proto = answer.data
	}
	return checkBodies(readers)
}

func (r *reader) header() metadata.MD {
	return metadata.Pairs("authorization", "Bearer "+r.token, "accept-language", r.language)
}
