package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"

	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/services/grade"
)

// auditCommand checks the trail of marks against what stands in the mark book, or recomputes every view that
// families read. It fails when anything differs, so that a nightly job notices.
func auditCommand(ctx context.Context, args []string, out io.Writer) error {
	if len(args) == 0 || args[0] != "verify" && args[0] != "rebuild" {
		return errors.New("say audit verify or audit rebuild")
	}
	flags := flag.NewFlagSet("audit "+args[0], flag.ContinueOnError)
	flags.SetOutput(out)
	file := flags.String("config", "", "file of settings")
	overwrite := flags.Bool("write", false, "rebuild: replace the views that differ")
	load := addSettings(flags, "data", "db")
	if err := flags.Parse(args[1:]); err != nil {
		return help(err)
	}
	var cfg Config
	if err := load(*file, &cfg); err != nil {
		return err
	}
	db, err := sqldb.Open(ctx, database(cfg, "grade"), grade.Migrations())
	if err != nil {
		return err
	}
	defer db.Close()
	if err := db.Ready(ctx); err != nil {
		return err
	}
	if args[0] == "verify" {
		return auditVerify(ctx, db, out)
	}
	return auditRebuild(ctx, db, *overwrite, out)
}

func auditVerify(ctx context.Context, db sqldb.DB, out io.Writer) error {
	faults := 0
	sum, err := grade.VerifyAudit(ctx, db, func(fault grade.AuditFault) {
		faults++
		fmt.Fprintln(out, fault)
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "%d mark sheets, %d events, %d faults\n", sum.Sheets, sum.Events, faults)
	if faults > 0 {
		return fmt.Errorf("%d faults in the trail", faults)
	}
	return nil
}

func auditRebuild(ctx context.Context, db sqldb.DB, overwrite bool, out io.Writer) error {
	report, err := grade.RebuildViews(ctx, db, overwrite)
	if err != nil {
		return err
	}
	for _, fault := range report.Faults {
		fmt.Fprintln(out, fault)
	}
	fmt.Fprintf(out, "%d classes, %d views as they must be, %d that differ, %d classes written anew\n",
		report.Classes, report.Views, len(report.Faults), report.Written)
	if len(report.Faults) > 0 && !overwrite {
		return fmt.Errorf("%d views differ", len(report.Faults))
	}
	return nil
}
