package refdata

import (
	"slices"
	"strconv"
)

// checkSums checks, in every school year in which an answer can change, what
// only the rows of a year together can show: the weights of a general average
// make 1, the bands of mentions join, the national exam's coefficients have
// their published sum. A decree that forgets a row fails here.
func checkSums(c *checker, s *Set) {
	for _, year := range turningYears(s) {
		for _, scope := range scopes(s.ExamWeights, func(w ExamWeight) string { return w.Scope }) {
			sum := Fraction{Num: 0, Den: 1}
			rows := s.ExamWeightsOf(scope, year)
			for _, w := range rows {
				sum = lowest(sum.Num*w.Weight.Den+w.Weight.Num*sum.Den, sum.Den*w.Weight.Den)
			}
			c.expect(len(rows) == 0 || sum == Fraction{Num: 1, Den: 1}, "exam_weights.csv: the weights of %s in %s make %s, not 1", scope, year, sum)
		}
		for _, scope := range scopes(s.Mentions, func(m Mention) string { return m.Scope }) {
			checkBands(c, scope, year, s.MentionsOf(scope, year))
		}
		for _, v := range s.Streams {
			if v.ExamCoefficients == 0 {
				continue
			}
			sum, dated := int64(0), false
			for _, p := range s.ExamSubjects(v.Stage, v.Code, "NATIONAL", year) {
				sum += p.Coefficient.Value.Num
				dated = dated || p.Coefficient.From != ""
			}
			// A dated row is a later decree, which may change the sum.
			c.expect(dated || sum == int64(v.ExamCoefficients), "coefficients.csv: the national exam of %s in %s has coefficients of %d, streams.csv says %d", v.Code, year, sum, v.ExamCoefficients)
		}
	}
}

// checkBands wants the bands from the highest down, each ending where the one
// before begins.
func checkBands(c *checker, scope, year string, bands []Mention) {
	for i, m := range bands {
		if i == 0 {
			c.expect(m.Below == Fraction{}, "mentions.csv: the top band of %s in %s must have no upper bound", scope, year)
			continue
		}
		c.expect(m.Below == bands[i-1].Min, "mentions.csv: %s in %s: %s does not end where %s begins", scope, year, m.Name.Fr, bands[i-1].Name.Fr)
	}
}

// turningYears lists the latest year of the calendar and each year in which a
// dated row begins or has just ended.
func turningYears(s *Set) []string {
	years := []string{s.LatestYear()}
	add := func(v Validity) {
		if v.From != "" {
			years = append(years, v.From)
		}
		if v.To != "" {
			years = append(years, nextYear(v.To))
		}
	}
	for _, v := range s.ExamWeights {
		add(v.Validity)
	}
	for _, v := range s.Mentions {
		add(v.Validity)
	}
	for _, v := range s.Coefficients {
		add(v.Validity)
	}
	slices.Sort(years)
	return slices.Compact(years)
}

func nextYear(year string) string {
	n, err := strconv.Atoi(year[5:])
	if err != nil {
		return year
	}
	return pad4(n) + "-" + pad4(n+1)
}

func scopes[T any](rows []T, scope func(T) string) []string {
	var list []string
	for _, r := range rows {
		if !slices.Contains(list, scope(r)) {
			list = append(list, scope(r))
		}
	}
	return list
}
