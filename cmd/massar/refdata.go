package main

import (
	"context"
	"flag"
	"fmt"
	"io"

	"github.com/massar-platform/massar/refdata"
)

// refdataCommand says what the country's data in this binary are, and lists every answer that no source gives:
// nobody shall take an assumption for a fact.
func refdataCommand(_ context.Context, args []string, out io.Writer) error {
	flags := flag.NewFlagSet("refdata", flag.ContinueOnError)
	flags.SetOutput(out)
	year := flags.String("school-year", "", "such as 2026-2027; empty is the latest of the calendar")
	if err := flags.Parse(args); err != nil {
		return help(err)
	}
	set, err := refdata.Load()
	if err != nil {
		return err
	}
	if *year == "" {
		*year = set.LatestYear()
	}
	assumed := set.AssumptionsIn(*year)
	fmt.Fprintf(out, "fingerprint %s\n%d academies, %d directorates, %d levels, %d subjects, %d coefficients, %d calendar lines\n%d assumptions in %s\n",
		set.Fingerprint(), len(set.Academies), len(set.Directorates), len(set.Levels), len(set.AllSubjects),
		len(set.Coefficients), len(set.Calendar), len(assumed), *year)
	for _, one := range assumed {
		fmt.Fprintf(out, "  %s\n", one)
	}
	return nil
}
