package grading

import (
	"cmp"
	"slices"
)

// Ranks gives each average its rank in the class: 1 plus the number of strictly
// higher averages, 0 where there is no number. Under average_from ROUNDED the
// printed figures are compared, so that two pupils who read the same average
// read the same rank; under EXACT the exact ones.
func Ranks(averages []Result, rules Rules) []int {
	order := make([]int32, 0, len(averages))
	for i := range averages {
		if averages[i].State == Graded {
			order = append(order, int32(i))
		}
	}
	compare := func(a, b int32) int {
		if rules.AverageFrom == Exact {
			return averages[b].Exact.Cmp(averages[a].Exact)
		}
		return cmp.Compare(averages[b].Printed, averages[a].Printed)
	}
	slices.SortFunc(order, compare)
	ranks := make([]int, len(averages))
	for position, i := range order {
		ranks[i] = position + 1
		if position > 0 && compare(order[position-1], i) == 0 {
			ranks[i] = ranks[order[position-1]]
		}
	}
	return ranks
}

// Stats are the figures of a class for one column, subject or average.
type Stats struct {
	Low, Average, High Mark
}

// Statistics gives the class figures of numeric marks (see Numeric; an
// unjustified 0 counts). It is false under rules.StatisticsMin marks: the
// figures of a few would tell one pupil the marks of another.
func Statistics(marks []Mark, rules Rules) (Stats, bool) {
	if len(marks) == 0 || len(marks) < rules.StatisticsMin {
		return Stats{}, false
	}
	stats := Stats{Low: marks[0], High: marks[0]}
	sum := int64(0)
	for _, m := range marks {
		stats.Low, stats.High = min(stats.Low, m), max(stats.High, m)
		sum += int64(m)
	}
	stats.Average = ratio(sum, int64(len(marks))*perPoint).Round(rules.Rounding)
	return stats, true
}
